internal import Dockerfile

extension Run {
  /// The packages of the operating system that the RUN installs and does not remove again.
  var installedSystemPackages: [PackageOperation.Package] {
    let operations = packageCalls.map(\.operation).filter { $0.manager.ecosystem.isSystem }
    let removed = Set(operations.filter { $0.action == .remove }.flatMap { $0.packages.map(\.name) })
    return operations.filter { $0.action == .install }.flatMap { operation -> [PackageOperation.Package] in
      if let group = operation.virtualName, removed.contains(group.text) { return [] }
      return operation.packages.filter { !removed.contains($0.name) }
    }
  }
}
