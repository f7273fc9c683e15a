// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Foundation
import Plain
import Store
import Workbench

/// `verlauf-workbench serve [STUDY]`
struct WorkbenchProgram: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verlauf-workbench", abstract: "A study in the browser, for people who write no YAML.",
    discussion: "`verlauf serve` finds this program beside itself. See Documentation/Workbench.md.",
    version: Workplace.version, subcommands: [ServeCommand.self])
}

/// `verlauf serve [STUDY]`
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Open a study in the browser, on this computer alone.",
    discussion: """
      EXAMPLES
        verlauf serve
        verlauf serve my-series.verlauf
        verlauf serve my-series          a folder: read into my-series.verlauf beside it the first time

      Listens at 127.0.0.1 alone. The address that is printed lets in one browser, once. Ends with Ctrl C.
      """)

  @Argument(help: "The study: one file, or a folder.", completion: .file())
  var study: String?
  @Option(help: "The port; 0 takes one that is free.")
  var port: Int = 0
  @Option(help: "Where to listen: 127.0.0.1 and nothing else.")
  var host: String = Loopback.host
  @Option(help: "Who opens it, where a file is made of a folder. Without it: the user of this computer.")
  var by: String?
  @Flag(inversion: .prefixedNo, help: "Open the browser.")
  var browser = true

  @Option(help: ArgumentHelp("How many milliseconds a form may take to arrive.", visibility: .hidden))
  var patience: Int = 15_000
  @Option(help: ArgumentHelp("After how many seconds of silence a connection is closed.", visibility: .hidden))
  var silence: Int = 60

  func validate() throws {
    if !(1...600_000).contains(patience) { throw ValidationError("--patience \(patience): expected 1 to 600000") }
    if !(1...3600).contains(silence) { throw ValidationError("--silence \(silence): expected 1 to 3600") }
    if let refusal = Loopback.refusal(of: host) { throw ValidationError("--host \(host): \(refusal)") }
    if !(0...65_535).contains(port) { throw ValidationError("--port \(port): expected 0 to 65535") }
    if study?.isEmpty == true { throw ValidationError("<study>: an empty path names no study") }
  }

  func run() async throws {
    let workplace = Workplace(home: FileManager.default.currentDirectoryPath)
    if let study {
      do throws(StoreError) { try await workplace.open(study, by: by ?? NSUserName()) } catch {
        Terminal.tell("error: \(error)")
        throw ExitCode(2)
      }
    }
    let opensBrowser = browser
    let server = WorkbenchServer(
      port: port,
      patience: WorkbenchServer.Patience(request: .milliseconds(patience), silenceSeconds: Int64(silence))
    ) { port in
      Desk(port: port, workplace: workplace, stop: { kill(getpid(), SIGTERM) })
    }
    do {
      try await server.run { port, desk in
        let address = desk.entrance()
        Terminal.say("\(address)")
        StandardStream.output.flush()
        Terminal.tell("The address lets in one browser, once. Ctrl C ends Verlauf.")
        if opensBrowser { Browser.open(address) }
      }
    } catch {
      Terminal.tell("error: \(Loopback.host):\(port): \("\(error)")")
      throw ExitCode(2)
    }
    await workplace.close()
  }
}

/// The browser of this computer.
enum Browser {
  /// Has the system open an address; where it cannot, the person does so by hand.
  static func open(_ address: String) {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    for name in ["xdg-open", "open"] {
      guard let program = Filter.path(of: name, in: path) else { continue }
      // The program may stay in front until the browser is closed; nobody waits for it.
      Task.detached { _ = try? Filter.run(program, [address], input: [], seconds: 10, limit: 100_000) }
      return
    }
  }
}
