// SPDX-License-Identifier: Apache-2.0

import Notation

/// The parser has a type of this name too.
typealias Mark = Notation.Mark
