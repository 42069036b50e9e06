import Linting
import Testing

@Suite struct NameOrPathGlobTests {
  @Test(
    "Without a slash it means a name at any depth, with one a whole path",
    arguments: [
      ("su", "usr/bin/su", true), ("su", "/usr/bin/su", true), ("*.pem", "etc/ssl/a.pem", true), ("su", "sudo", false),
      ("/su", "su", true), ("/su", "usr/bin/su", false), ("bin/su", "usr/bin/su", false),
      ("usr/bin/su", "/usr/bin/su", true),
      ("**/su", "usr/bin/su", true), ("usr/*", "usr/bin/su", false), ("usr/**", "usr/bin/su", true),
    ])
  func matches(_ pattern: String, _ path: String, _ isMeant: Bool) {
    let glob = NameOrPathGlob(pattern)
    #expect(glob.matches(path) == isMeant)
    // As a glob over whole paths it means the same.
    #expect(Glob(glob.pathPattern).matches(String(path.drop { $0 == "/" })) == isMeant)
  }
}
