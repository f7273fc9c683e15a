// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Drawing
import Figures
import Foundation
import Plain
import Trials

/// A figure of a design, written beside what is printed.
struct DesignFigureArguments: ParsableArguments {
  /// What is drawn of a design.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case characteristics
    case bounds
    case forecast
    case schema
    case bands
    case frontier
    case growth
  }

  @Option(
    help:
      "Draw it into this file: .svg, .pdf or .png. What is drawn goes as a table into the file of the same name that ends in .csv.",
    completion: .file(extensions: ["svg", "pdf", "png"]))
  var figure: String?
  @Option(
    help:
      "With --figure: what is drawn, of which each command has some; without it the first that it has."
  )
  var draw: Kind?
  @Option(NumberRange(60...500, "mm"), help: "With --figure: its width, 85 for a column, without it 180 for a page.")
  var width: Double?
  @Flag(
    name: [.customLong("greyscale"), .customLong("grey")],
    help: "With --figure: in shades of grey, told apart by hatching and dashes.")
  var greyscale = false
  @OptionGroup var replace: ReplaceOption

  func validate() throws {
    guard let figure else {
      if draw != nil || width != nil || greyscale || replace.replace {
        throw ValidationError("--draw, --width, --greyscale and --replace are for --figure")
      }
      return
    }
    guard ["svg", "pdf", "png"].contains(ending) else {
      throw ValidationError("--figure \(figure.prefix(60)): the name must end in .svg, .pdf or .png")
    }
  }

  /// Checks that a design has what is to be drawn; the first kind is drawn where none is asked for.
  func check(_ kinds: [Kind]) throws {
    if let draw, !kinds.contains(draw) {
      throw ValidationError(
        "--draw \(draw.rawValue): this design has \(kinds.map(\.rawValue).joined(separator: ", "))")
    }
  }

  private var ending: String { URL(fileURLWithPath: figure ?? "").pathExtension.lowercased() }

  /// Draws and writes, if a figure is asked for: the picture and its table, or neither.
  ///
  /// - Parameters:
  ///   - kinds: what the design has.
  ///   - reading: files that the command reads, which are never written.
  ///   - make: the figure of a kind.
  func write(_ kinds: [Kind], reading: [String?] = [], _ make: (Kind) throws -> any DesignFigure) throws {
    try write(kinds, reading: reading, in: .english) { kind, _ in try make(kind) }
  }

  /// The same in a language. The table is for programs, and English in each.
  ///
  /// - Parameters:
  ///   - kinds: what the design has.
  ///   - reading: files that the command reads, which are never written.
  ///   - language: of what is drawn in words.
  ///   - make: the figure of a kind in a language.
  func write(
    _ kinds: [Kind], reading: [String?] = [], in language: Language, _ make: (Kind, Language) throws -> any DesignFigure
  ) throws {
    guard let figure, let first = kinds.first else { return }
    let made = try make(draw ?? first, language)
    let data = language == .english ? made.csv : try make(draw ?? first, .english).csv
    let scene = made.scene(
      FigureOptions(
        widthMillimetres: width ?? 180, print: greyscale ? .greyscale : .colour, language: language))
    let bytes: [UInt8]
    do throws(RasterRenderer.Failure) {
      bytes =
        switch ending {
        case "pdf": try RasterRenderer().bytes(scene, format: .pdf)
        case "png": try RasterRenderer().bytes(scene, format: .png(dotsPerInch: 300))
        default: Array(SVGRenderer().render(scene).utf8)
        }
    } catch {
      Terminal.tell("error: \(figure): \(error); nothing was written")
      if case .converterUnusable = error { throw Writing.inputOutputError }
      throw ExitCode(2)
    }
    let table = figure.dropLast(ending.count) + "csv"
    let files = [(figure, bytes), (String(table), Array(CSV.text(data).utf8))]
    try Writing.attempt(protecting: reading) { writer throws(WriteFailure) in
      try writer.check(files: files.map(\.0), replacing: replace.replace)
      for (name, bytes) in files { try writer.writeFile(bytes, to: name, replacing: replace.replace) }
    }
    Terminal.tell("\(figure), \(String(table)): \(made.caption)")
  }
}
