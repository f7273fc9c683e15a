import ArgumentParser

@main
struct Verlauf: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "verlauf")
}
