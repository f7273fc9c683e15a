// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A new user with a real browser, where one is installed: Chromium with its driver, and a Python that has Selenium and axe (`script/bootstrap --readers`).
private enum RealBrowser {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let chromium = first(["chromium", "chromium-browser", "google-chrome"])
  static let driver = first(["chromedriver", "chromium.chromedriver"])
  static let python: String? = {
    let path = root.appendingPathComponent(".build/readers/bin/python3").path
    guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
    return status(
      path, ["-c", "import selenium, importlib.util; assert importlib.util.find_spec('axe_playwright_python')"]) == 0
      ? path : nil
  }()
  static let isThere = chromium != nil && driver != nil && python != nil

  private static func first(_ names: [String]) -> String? {
    ["/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/", "/usr/lib/chromium/"].flatMap { folder in
      names.map { folder + $0 }
    }
    .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private static func status(_ program: String, _ arguments: [String]) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return -1 }
    process.waitUntilExit()
    return process.terminationStatus
  }
}

@Suite struct BrowserTests {
  @Test(
    "from nothing to the downloaded report by keyboard and mouse, a conflict of two browsers, axe on every page",
    .enabled(if: RealBrowser.isThere, "needs chromium, chromium-driver and script/bootstrap --readers"))
  func newUser() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(RealBrowser.python))
    process.arguments = [
      RealBrowser.root.appendingPathComponent("Tests/WorkbenchTests/Browser/workbench_browser.py").path,
      try Programs.folder.path,
      try #require(RealBrowser.chromium), try #require(RealBrowser.driver),
    ]
    let scratch = try Scratch()
    let output = scratch.path + "/output"
    _ = FileManager.default.createFile(atPath: output, contents: nil)
    let handle = try #require(FileHandle(forWritingAtPath: output))
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    let words = try String(contentsOfFile: output, encoding: .utf8)
    #expect(process.terminationStatus == 0, "\(words.suffix(4000))")
    #expect(words.contains("the file is whole when the program has ended"))
  }
}
