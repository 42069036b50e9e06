// The table of EndOfLifeTable.swift, its part for operating systems.

extension EndOfLife {
  static let systems = [
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
      osRelease: "rocky",
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
      "Red Hat Enterprise Linux", images: ["registry.access.redhat.com/rhel"], osRelease: "rhel",
      releases: """
        6 2020-11-30
        7 2024-06-30
        8 2029-05-31
        9 2032-05-31
        10 2035-05-31
        """),
    Product(
      "Oracle Linux", images: ["oraclelinux"], inTags: "oraclelinux", osRelease: "ol",
      releases: """
        6 2021-03-31
        7 2024-12-31
        8 2029-07-31
        9 2032-06-30
        10 2035-06-30
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
      "Amazon Linux", images: ["amazonlinux", "public.ecr.aws/amazonlinux/amazonlinux"], osRelease: "amzn",
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
      osRelease: "opensuse-leap",
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
}
