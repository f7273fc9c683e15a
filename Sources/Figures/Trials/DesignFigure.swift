// SPDX-License-Identifier: Apache-2.0

public import Drawing
public import Plain

/// A figure of the design of a trial: drawn as a scene, with its numbers as a table and its caption.
public protocol DesignFigure: Sendable {
  /// What the figure shows and how it was computed.
  var caption: String { get }
  /// The numbers that are drawn, under a heading.
  var csv: [[CSVField]] { get }
  /// The figure as a scene of the width chosen.
  func scene(_ options: FigureOptions) -> Scene
}
