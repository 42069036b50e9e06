import Dockerfile
import Linting
import Testing

@testable import Rules

/// The table of releases, and the day by which it is judged.
@Suite struct EndOfLifeTests {
  @Test("Every line of the table is read", arguments: EndOfLife.products.map(\.name))
  func table(_ name: String) throws {
    let product = try #require(EndOfLife.products.first { $0.name == name })
    #expect(product.malformedLines == [])
    #expect(!product.images.isEmpty)
  }

  @Test("No image belongs to two products")
  func images() {
    let images = EndOfLife.products.flatMap(\.images)
    #expect(Set(images).count == images.count)
  }

  @Test(
    "A release is supported on its last day, and past its end on the next",
    arguments: [
      ("debian:12", "2028-06-30", "2028-07-01"), ("node:22-slim", "2027-04-30", "2027-05-01"),
      ("alpine:3.21", "2026-11-01", "2026-11-02"), ("ruby:3.4-alpine3.23", "2027-11-01", "2027-11-02"),
    ])
  func lastDay(_ image: String, _ last: String, _ next: String) throws {
    let (lastDay, nextDay) = try (#require(CalendarDate(last)), #require(CalendarDate(next)))
    #expect(findings(image, on: lastDay) == 0)
    #expect(findings(image, on: nextDay) == 1)
  }

  @Test("Without a date the table's own day counts")
  func ownDate() throws {
    let day = try #require(EndOfLife.tableDate)
    for image in ["python:3.9", "python:3.10", "python:3.11", "debian:11", "debian:12"] {
      #expect(findings(image, on: nil) == findings(image, on: day))
    }
    #expect(findings("python:3.9", on: nil) == 1)
  }

  @Test(
    "The longest release counts, and only where the version ends",
    arguments: [("python:3.1", 1), ("python:3.14", 0), ("python:3.13.1", 0), ("golang:1.2", 1), ("golang:1.26", 0)])
  func versions(_ image: String, _ count: Int) {
    #expect(findings(image, on: nil) == count)
  }

  private func findings(_ image: String, on date: CalendarDate?) -> Int {
    let model = BuildModel(source: SourceText(path: "Dockerfile", text: "FROM \(image)\n"))
    return EndOfLifeBaseImage(date: date).check(model).count
  }
}
