internal import Linting

extension EndOfLife {
  /// The day on which the table was last gone over: what it says of later days was announced by then.
  static let tableDate = CalendarDate("2026-11-01")

  /// The releases of what base images are made of, each with its last day of support that costs nothing: the
  /// long-term support of Debian counts, paid extensions do not. What is still without an announced end is left out.
  ///
  /// A line is a release, its last day, and the other names that tags give it. A release covers all below it (`3.9` is
  /// also `3.9.18`), the longest one counts, and `*` is any tag.
  static let products: [Product] = systems + languages + databases

  private static let systems = [
    Product(
      "Debian", images: ["debian"], inTags: "debian",
      releases: """
        6 2016-02-29 squeeze
        7 2018-05-31 wheezy
        8 2020-06-30 jessie
        9 2022-06-30 stretch
        10 2024-06-30 buster
        11 2026-08-31 bullseye
        12 2028-06-30 bookworm
        13 2030-06-30 trixie
        """),
    Product(
      "Ubuntu", images: ["ubuntu"], inTags: "ubuntu",
      releases: """
        12.04 2017-04-28 precise
        14.04 2019-04-30 trusty
        16.04 2021-04-30 xenial
        16.10 2017-07-20 yakkety
        17.04 2018-01-13 zesty
        17.10 2018-07-19 artful
        18.04 2023-05-31 bionic
        18.10 2019-07-18 cosmic
        19.04 2020-01-23 disco
        19.10 2020-07-17 eoan
        20.04 2025-05-31 focal
        20.10 2021-07-22 groovy
        21.04 2022-01-20 hirsute
        21.10 2022-07-14 impish
        22.04 2027-04-30 jammy
        22.10 2023-07-20 kinetic
        23.04 2024-01-25 lunar
        23.10 2024-07-12 mantic
        24.04 2029-05-31 noble
        24.10 2025-07-10 oracular
        25.04 2026-01-17 plucky
        25.10 2026-07-31 questing
        26.04 2031-04-30 resolute
        """),
    Product(
      "Alpine", images: ["alpine"], inTags: "alpine",
      releases: """
        2 2015-11-01
        3.0 2016-05-01
        3.1 2016-11-01
        3.2 2017-05-01
        3.3 2017-11-01
        3.4 2018-05-01
        3.5 2018-11-01
        3.6 2019-05-01
        3.7 2019-11-01
        3.8 2020-05-01
        3.9 2020-11-01
        3.10 2021-05-01
        3.11 2021-11-01
        3.12 2022-05-01
        3.13 2022-11-01
        3.14 2023-05-01
        3.15 2023-11-01
        3.16 2024-05-23
        3.17 2024-11-22
        3.18 2025-05-09
        3.19 2025-11-01
        3.20 2026-04-01
        3.21 2026-11-01
        3.22 2027-05-01
        3.23 2027-11-01
        """),
    Product(
      "CentOS", images: ["centos", "quay.io/centos/centos"], inTags: "centos",
      releases: """
        5 2017-03-31
        6 2020-11-30
        7 2024-06-30
        8 2021-12-31 latest
        stream8 2024-05-31
        stream9 2027-05-31
        stream10 2030-05-31
        """),
    Product(
      "Rocky Linux", images: ["rockylinux", "docker.io/rockylinux/rockylinux"], inTags: "rockylinux",
      releases: """
        8 2029-05-31
        9 2032-05-31
        10 2035-05-31
        """),
    Product(
      "AlmaLinux", images: ["almalinux", "docker.io/almalinux/almalinux"], inTags: "almalinux",
      releases: """
        8 2029-05-31
        9 2032-05-31
        10 2035-05-31
        """),
    Product(
      "Red Hat UBI 7", images: ["registry.access.redhat.com/ubi7/*", "registry.access.redhat.com/ubi7"],
      releases: "* 2024-06-30"),
    Product(
      "Fedora", images: ["fedora", "registry.fedoraproject.org/fedora", "quay.io/fedora/fedora"], inTags: "fedora",
      releases: """
        26 2018-05-29
        27 2018-11-30
        28 2019-05-28
        29 2019-11-26
        30 2020-05-26
        31 2020-11-24
        32 2021-05-25
        33 2021-11-30
        34 2022-06-07
        35 2022-12-13
        36 2023-05-16
        37 2023-12-05
        38 2024-05-21
        39 2024-11-26
        40 2025-05-13
        41 2025-12-15
        42 2026-05-13
        43 2026-12-09
        """),
    Product(
      "Amazon Linux", images: ["amazonlinux", "public.ecr.aws/amazonlinux/amazonlinux"],
      releases: """
        1 2023-12-31
        2016 2023-12-31
        2017 2023-12-31
        2018 2023-12-31
        2 2026-06-30
        2023 2029-06-30
        """),
    Product(
      "openSUSE Leap", images: ["docker.io/opensuse/leap", "registry.opensuse.org/opensuse/leap"],
      releases: """
        42 2019-06-30
        15.0 2019-12-03
        15.1 2021-02-02
        15.2 2022-01-04
        15.3 2022-12-31
        15.4 2023-12-07
        15.5 2024-12-31
        15.6 2026-04-30
        """),
  ]

  private static let languages = [
    Product(
      "Python", images: ["python"],
      releases: """
        2 2020-01-01
        3.0 2009-06-27
        3.1 2012-04-09
        3.2 2016-02-20
        3.3 2017-09-29
        3.4 2019-03-18
        3.5 2020-09-30
        3.6 2021-12-23
        3.7 2023-06-27
        3.8 2024-10-07
        3.9 2025-10-31
        3.10 2026-10-31
        3.11 2027-10-31
        3.12 2028-10-31
        3.13 2029-10-31
        3.14 2030-10-31
        """),
    Product(
      "Node.js", images: ["node"],
      releases: """
        0 2016-12-31
        4 2018-04-30 argon
        5 2016-06-30
        6 2019-04-30 boron
        7 2017-06-30
        8 2019-12-31 carbon
        9 2018-06-30
        10 2021-04-30 dubnium
        11 2019-06-30
        12 2022-04-30 erbium
        13 2020-06-01
        14 2023-04-30 fermium
        15 2021-06-01
        16 2023-09-11 gallium
        17 2022-06-01
        18 2025-04-30 hydrogen
        19 2023-06-01
        20 2026-04-30 iron
        21 2024-06-01
        22 2027-04-30 jod
        23 2025-06-01
        24 2028-04-30 krypton
        25 2026-06-01
        """),
    Product(
      "Ruby", images: ["ruby"], aliases: ["tally/ruby/eol-ruby-version"],
      releases: """
        1 2015-02-23
        2 2023-03-31
        2.0 2016-02-24
        2.1 2017-03-31
        2.2 2018-03-31
        2.3 2019-03-31
        2.4 2020-03-31
        2.5 2021-03-31
        2.6 2022-03-31
        2.7 2023-03-31
        3.0 2024-04-23
        3.1 2025-03-31
        3.2 2026-03-31
        3.3 2027-03-31
        3.4 2028-03-31
        4.0 2029-03-31
        """),
    Product(
      "Go", images: ["golang"],
      releases: """
        1.2 2014-12-10
        1.3 2015-08-19
        1.4 2016-02-17
        1.5 2016-08-15
        1.6 2017-02-16
        1.7 2017-08-24
        1.8 2018-02-16
        1.9 2018-08-24
        1.10 2019-02-25
        1.11 2019-09-03
        1.12 2020-02-25
        1.13 2020-08-11
        1.14 2021-02-16
        1.15 2021-08-16
        1.16 2022-03-15
        1.17 2022-08-02
        1.18 2023-02-01
        1.19 2023-08-08
        1.20 2024-02-06
        1.21 2024-08-13
        1.22 2025-02-11
        1.23 2025-08-12
        1.24 2026-02-10
        """),
    Product(
      "PHP", images: ["php"],
      releases: """
        5 2018-12-31
        5.3 2014-08-14
        5.4 2015-09-14
        5.5 2016-07-21
        7 2022-11-28
        7.0 2019-01-10
        7.1 2019-12-01
        7.2 2020-11-30
        7.3 2021-12-06
        8.0 2023-11-26
        8.1 2025-12-31
        8.2 2026-12-31
        8.3 2027-12-31
        8.4 2028-12-31
        8.5 2029-12-31
        """),
    // The image itself ended when its builds moved to eclipse-temurin and others.
    Product(
      "the image openjdk", images: ["openjdk"],
      releases: """
        6 2017-04-30
        7 2020-07-31
        8 2022-07-31
        9 2018-03-20
        10 2018-09-25
        11 2022-07-31
        12 2019-09-17
        13 2020-03-17
        14 2020-09-15
        15 2021-03-16
        16 2021-09-14
        17 2022-07-31
        18 2022-07-31
        19 2022-09-20
        20 2023-03-21
        21 2023-09-19
        """),
    Product("the image java", images: ["java"], releases: "* 2016-12-31"),
    Product("AdoptOpenJDK", images: ["adoptopenjdk", "docker.io/adoptopenjdk/*"], releases: "* 2021-07-31"),
    Product(
      "Eclipse Temurin", images: ["eclipse-temurin"],
      releases: """
        8 2030-12-31
        11 2027-10-31
        16 2021-09-30
        17 2027-10-31
        18 2022-09-30
        19 2023-03-31
        20 2023-09-19
        21 2029-12-31
        22 2024-09-17
        23 2025-03-18
        24 2025-09-16
        25 2031-09-30
        """),
    Product(
      "Amazon Corretto", images: ["amazoncorretto", "public.ecr.aws/amazoncorretto/amazoncorretto"],
      releases: """
        8 2030-12-31
        11 2032-01-31
        15 2021-04-30
        16 2021-10-31
        17 2029-10-31
        18 2022-10-31
        19 2023-04-30
        20 2023-10-31
        21 2030-10-31
        22 2024-10-31
        23 2025-04-30
        24 2025-10-31
        """),
    Product(
      ".NET",
      images: ["sdk", "aspnet", "runtime", "runtime-deps"].flatMap { name in
        ["dotnet", "dotnet/core", "dotnet/nightly"].map { "mcr.microsoft.com/\($0)/\(name)" }
      } + ["docker.io/microsoft/dotnet"],
      releases: """
        1 2019-06-27
        2.0 2018-10-01
        2.1 2021-08-21
        2.2 2019-12-23
        3.0 2020-03-03
        3.1 2022-12-13
        5 2022-05-10
        6 2024-11-12
        7 2024-05-14
        8 2026-11-10
        9 2026-11-10
        10 2028-11-14
        """),
  ]

  private static let databases = [
    Product(
      "PostgreSQL", images: ["postgres"],
      releases: """
        8 2014-07-24
        9 2021-11-11
        9.0 2015-10-08
        9.1 2016-10-27
        9.2 2017-11-09
        9.3 2018-11-08
        9.4 2020-02-13
        9.5 2021-02-11
        9.6 2021-11-11
        10 2022-11-10
        11 2023-11-09
        12 2024-11-21
        13 2025-11-13
        14 2026-11-12
        15 2027-11-11
        16 2028-11-09
        17 2029-11-08
        18 2030-11-14
        """),
    Product(
      "MySQL", images: ["mysql"],
      releases: """
        5 2023-10-31
        5.5 2018-12-31
        5.6 2021-02-28
        8.0 2026-04-30
        8.4 2032-04-30
        """),
    Product(
      "MariaDB", images: ["mariadb"],
      releases: """
        5 2020-04-11
        10.0 2019-03-31
        10.1 2020-10-17
        10.2 2022-05-23
        10.3 2023-05-25
        10.4 2024-06-18
        10.5 2025-06-24
        10.6 2026-07-06
        10.11 2028-02-16
        11.4 2029-05-29
        """),
    Product(
      "MongoDB", images: ["mongo"],
      releases: """
        2 2018-04-30
        3 2021-04-30
        3.0 2018-02-28
        3.2 2018-09-30
        3.4 2020-01-31
        4.0 2022-04-30
        4.2 2023-04-30
        4.4 2024-02-29
        5.0 2024-10-31
        6.0 2025-07-31
        """),
  ]
}
