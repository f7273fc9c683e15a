// SPDX-License-Identifier: Apache-2.0

import Console
import Drawing
import Figures
import Plain
import Report

/// PDF and PNG of figures, or the reason why there are none.
enum Prints {
  /// The files, named by their figures; none, after a warning, where the converter is missing or fails.
  static func files(_ figures: [ReportFigure]) -> [OutputFile] {
    do throws(RasterRenderer.Failure) {
      return try ReportFigure.prints(figures) { Terminal.progress("Figure \($0) of \(figures.count) …") }
    } catch {
      Terminal.endProgress()
      Terminal.tell("warning: figures are written as SVG only. \(error)")
      return []
    }
  }
}
