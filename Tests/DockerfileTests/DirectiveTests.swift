import Dockerfile
import Linting
import Testing

@Suite struct DirectiveTests {
  @Test(
    "The escape character is read from the head of the file",
    arguments: [
      ("# escape=`\nFROM a", "`"), ("#escape = `\nFROM a", "`"), ("  # ESCAPE=`\nFROM a", "`"),
      ("\u{FEFF}# escape=`\nFROM a", "`"),
      ("# syntax=x\n# escape=`\nFROM a", "`"), ("# check=skip=all\n# syntax=x\n# escape=`\nFROM a", "`"),
      ("# escape=\\\nFROM a", "\\"),
      ("#\tescape=`\t\nFROM a", "`"),
      // What ends the directives.
      ("\n# escape=`\nFROM a", "\\"), ("# a comment\n# escape=`\nFROM a", "\\"),
      ("# other=x\n# escape=`\nFROM a", "\\"),
      ("#!/bin/sh\n# escape=`\nFROM a", "\\"), ("FROM a\n# escape=`\n", "\\"), ("# escape=\n# escape=`\n", "\\"),
      ("# esc ape=`\nFROM a", "\\"),
    ])
  func escape(_ text: String, _ expected: String) {
    #expect(parsed(text).directives.escape == expected.utf8.first)
  }

  @Test("A value of syntax and check ends at its first space")
  func values() {
    let directives = parsed("# syntax=docker/dockerfile:1 and more\n# check=skip=A, B\nFROM a").directives
    #expect(directives.syntax == "docker/dockerfile:1")
    #expect(directives.check?.value.hasPrefix("skip=A,") == true)
  }

  @Test(
    "A wrong directive is a fault",
    arguments: [
      ("# escape=x\nFROM a", "“x” is no escape character"), ("# escape=``\nFROM a", "“``” is no escape character"),
      ("# escape=`\n# escape=`\nFROM a", "“escape” is given twice"),
      ("# syntax=a\n# SYNTAX=b\nFROM a", "“syntax” is given twice"),
    ])
  func faults(_ text: String, _ message: String) {
    #expect(parsed(text).faults.filter { $0.message.contains(message) }.count == 1)
  }

  @Test("Directives are no comments of the instruction below")
  func comments() {
    let syntax = parsed("# syntax=a\n# first\n\n# second\n#\n# third\n  # fourth\nFROM a # no comment")
    #expect(syntax.instructions.first?.comments.map(\.text) == ["third", "# fourth"])
    #expect(syntax.instructions.first?.comments.map(\.line) == [6, 7])
  }
}
