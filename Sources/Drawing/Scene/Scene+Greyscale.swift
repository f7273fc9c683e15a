// SPDX-License-Identifier: Apache-2.0

extension Scene {
  /// The scene as a printer without colour gives it: every ink as the grey of its luminance. Patterns stay.
  package var inGreys: Scene {
    var scene = self
    scene.background = background?.greyscale
    scene.nodes = nodes.map(\.inGreys)
    return scene
  }
}

extension Scene.Node {
  fileprivate var inGreys: Scene.Node {
    switch self {
    case .group(var group):
      group.nodes = group.nodes.map(\.inGreys)
      return .group(group)
    case .rect(var rectangle):
      rectangle.fill = rectangle.fill.inGreys
      rectangle.stroke = rectangle.stroke?.inGreys
      return .rect(rectangle)
    case .line(var line):
      line.stroke = line.stroke.inGreys
      return .line(line)
    case .polyline(var line):
      line.stroke = line.stroke.inGreys
      return .polyline(line)
    case .path(var path):
      path.fill = path.fill.inGreys
      path.stroke = path.stroke?.inGreys
      return .path(path)
    case .text(var text):
      text.style.ink = text.style.ink.greyscale
      return .text(text)
    // Its pixels are grey already, where whoever made them was asked for greys.
    case .picture: return self
    }
  }
}

extension Fill {
  fileprivate var inGreys: Fill {
    switch self {
    case .none: return .none
    case .solid(let ink, let opacity): return .solid(ink.greyscale, opacity: opacity)
    case .hatch(var hatch):
      hatch.ink = hatch.ink.greyscale
      hatch.ground = hatch.ground?.greyscale
      return .hatch(hatch)
    }
  }
}

extension Stroke {
  fileprivate var inGreys: Stroke {
    var stroke = self
    stroke.ink = ink.greyscale
    return stroke
  }
}
