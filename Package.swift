// swift-tools-version: 6.2
import PackageDescription

/// Every target is memory-safe by the compiler's own check; CI turns every warning into an error.
let settings: [SwiftSetting] =
  [.strictMemorySafety(), .enableUpcomingFeature("MemberImportVisibility")]
  + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// libarchive, and the declarations of zlib and ISA-L. On Linux libarchive's objects are linked into the program, only those for
/// tar and zstd: the shared library would load all of its dependencies, ICU among them, at each start. On macOS it is the shared
/// library that Homebrew has.
#if os(Linux)
  let archiveLibrary = Target.systemLibrary(
    name: "CArchive", providers: [.apt(["libarchive-dev", "libzstd-dev", "zlib1g-dev"])])
  let inflateLibrary = Target.systemLibrary(name: "CInflate", providers: [.apt(["libisal-dev", "zlib1g-dev"])])
  let archiveLinking: [LinkerSetting] = ["archive", "zstd", "z"].map { .linkedLibrary(":lib\($0).a") }
#else
  let archiveLibrary = Target.systemLibrary(
    name: "CArchive", pkgConfig: "libarchive", providers: [.brew(["libarchive"])])
  let inflateLibrary = Target.systemLibrary(
    name: "CInflate", pkgConfig: "libisal", providers: [.brew(["isa-l"])])
  let archiveLinking: [LinkerSetting] = [.linkedLibrary("archive"), .linkedLibrary("z")]
#endif

let package = Package(
  name: "imgpolicy",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "imgpolicy", targets: ["imgpolicy"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    archiveLibrary,
    inflateLibrary,
    .target(name: "Linting", swiftSettings: settings),
    .target(name: "Dockerfile", dependencies: ["Linting"], swiftSettings: settings),
    .target(
      name: "Images",
      dependencies: ["CArchive", "CInflate", "Linting", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: settings, linkerSettings: archiveLinking),
    .target(name: "Workloads", dependencies: ["Linting", "Yams"], swiftSettings: settings),
    .target(name: "Rules", dependencies: ["Dockerfile", "Images", "Linting", "Workloads"], swiftSettings: settings),
    .target(
      name: "Policies", path: "policies",
      resources: [
        .embedInCode("backend.yaml"), .embedInCode("cis.yaml"), .embedInCode("default.yaml"),
        .embedInCode("frontend.yaml"), .embedInCode("hadolint.yaml"), .embedInCode("kubernetes-baseline.yaml"),
        .embedInCode("kubernetes-restricted.yaml"), .embedInCode("strict.yaml"),
        .embedInCode("todo-values.yaml"),
      ],
      swiftSettings: settings),
    .target(
      name: "ImgPolicyKit",
      dependencies: ["Dockerfile", "Images", "Linting", "Policies", "Rules", "Workloads"],
      swiftSettings: settings),
    .executableTarget(
      name: "imgpolicy",
      dependencies: [
        "ImgPolicyKit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "imgpolicy-bench",
      dependencies: ["Dockerfile", "Images", "ImgPolicyKit", "Linting", "Rules", "Workloads"],
      swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["CArchive", "Linting", .product(name: "Crypto", package: "swift-crypto")],
      path: "Tests/TestSupport", swiftSettings: settings, linkerSettings: archiveLinking),
    .testTarget(name: "LintingTests", dependencies: ["Linting", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "DockerfileTests", dependencies: ["Dockerfile", "Linting", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "ImagesTests", dependencies: ["Images", "Linting", "Rules", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "WorkloadsTests", dependencies: ["Linting", "TestSupport", "Workloads"], swiftSettings: settings),
    .testTarget(
      name: "RulesTests",
      dependencies: [
        "Dockerfile", "Images", "ImgPolicyKit", "Linting", "Policies", "Rules", "TestSupport", "Workloads",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ImgPolicyKitTests",
      dependencies: ["Dockerfile", "ImgPolicyKit", "Linting", "Policies", "Rules", "TestSupport", "Workloads"],
      swiftSettings: settings),
    .testTarget(name: "imgpolicyTests", dependencies: ["imgpolicy", "TestSupport"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
