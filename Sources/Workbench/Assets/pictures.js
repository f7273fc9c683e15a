// SPDX-License-Identifier: Apache-2.0
// Drawing on pictures, and dropping files: conveniences. What is drawn is text in fields, which can be typed instead.
(function () {
  'use strict'
  const drop = document.querySelector('[data-drop]')
  if (drop) {
    const file = drop.querySelector('input[type=file]')
    const over = is => event => { event.preventDefault(); drop.classList.toggle('over', is) }
    drop.addEventListener('dragover', over(true))
    drop.addEventListener('dragleave', over(false))
    drop.addEventListener('drop', event => {
      over(false)(event)
      if (!event.dataTransfer.files.length) return
      file.files = event.dataTransfer.files
      drop.requestSubmit()
    })
  }
  const canvas = document.querySelector('[data-picture]')
  if (!canvas) return
  const svg = canvas.querySelector('svg')
  const drawn = svg.querySelector('.drawn')
  const said = document.getElementById('canvas-said')
  const W = svg.viewBox.baseVal.width
  const H = svg.viewBox.baseVal.height
  const tip = Math.max(2, Math.floor(Math.max(W, H) / 90))
  const field = name => document.getElementById('f-' + name)
  const tool = () => (document.querySelector('input[name=tool]:checked') || {}).value
  canvas.tabIndex = 0
  canvas.setAttribute('role', 'application')
  canvas.setAttribute('aria-label', canvas.dataset.label)
  let first = null
  let at = { x: Math.round(W / 2), y: Math.round(H / 2) }
  const make = (name, attributes, style) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name)
    for (const key in attributes) element.setAttribute(key, attributes[key])
    element.setAttribute('class', style)
    return element
  }
  const lines = name => field(name) ? field(name).value.split('\n').map(line => line.trim()).filter(line => line) : []
  const draw = isFocused => {
    const all = []
    for (const [name, style] of [['crop', 'crop'], ['blank', 'blank']]) {
      for (const line of lines(name)) {
        const m = line.match(/^(\d+)\s*[x×]\s*(\d+)\s+at\s+(\d+)\s*,\s*(\d+)$/)
        if (m) all.push(make('rect', { width: m[1], height: m[2], x: m[3], y: m[4] }, style))
      }
    }
    for (const line of lines('marks')) {
      let m = line.match(/^(arrow|line)\s+(\d+)\s*,\s*(\d+)\s+to\s+(\d+)\s*,\s*(\d+)$/)
      if (m) {
        all.push(make('line', { x1: m[2], y1: m[3], x2: m[4], y2: m[5] }, 'mark'))
        if (m[1] === 'arrow') all.push(make('circle', { cx: m[4], cy: m[5], r: tip }, 'tip'))
      }
      m = line.match(/^circle\s+(\d+)\s*,\s*(\d+)\s+radius\s+(\d+)$/)
      if (m) all.push(make('circle', { cx: m[1], cy: m[2], r: m[3] }, 'mark'))
    }
    if (first) all.push(make('circle', { cx: first.x, cy: first.y, r: tip }, 'first'))
    if (isFocused) {
      all.push(make('line', { x1: at.x, y1: 0, x2: at.x, y2: H }, 'cross'), make('line', { x1: 0, y1: at.y, x2: W, y2: at.y }, 'cross'))
    }
    drawn.replaceChildren(...all)
  }
  const say = text => { said.textContent = text }
  const put = (name, line, isAlone) => {
    const own = field(name)
    if (!own) return
    own.value = isAlone || !own.value.trim() ? line : own.value.trimEnd() + '\n' + line
    own.dispatchEvent(new Event('input', { bubbles: true }))
    say(line)
  }
  const set = point => {
    if (!first) {
      first = point
      say(canvas.dataset.first + ': ' + point.x + ',' + point.y)
      return draw(document.activeElement === canvas)
    }
    const from = first
    first = null
    if (from.x !== point.x || from.y !== point.y) {
      const box = Math.max(1, Math.abs(from.x - point.x)) + 'x' + Math.max(1, Math.abs(from.y - point.y)) +
        ' at ' + Math.min(from.x, point.x) + ',' + Math.min(from.y, point.y)
      switch (tool()) {
        case 'crop': put('crop', box, true); break
        case 'blank': put('blank', box); break
        case 'circle': put('marks', 'circle ' + from.x + ',' + from.y + ' radius ' + Math.max(1, Math.round(Math.hypot(from.x - point.x, from.y - point.y)))); break
        default: put('marks', tool() + ' ' + from.x + ',' + from.y + ' to ' + point.x + ',' + point.y)
      }
    }
    draw(document.activeElement === canvas)
  }
  const clamp = (value, most) => Math.min(Math.max(0, value), most - 1)
  svg.addEventListener('click', event => {
    const box = svg.getBoundingClientRect()
    const scale = Math.min(box.width / W, box.height / H)
    at = {
      x: clamp(Math.round((event.clientX - box.left - (box.width - W * scale) / 2) / scale), W),
      y: clamp(Math.round((event.clientY - box.top - (box.height - H * scale) / 2) / scale), H)
    }
    canvas.focus()
    set(at)
  })
  canvas.addEventListener('keydown', event => {
    const step = event.shiftKey ? 10 : 1
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key]
    if (move) {
      at = { x: clamp(at.x + move[0], W), y: clamp(at.y + move[1], H) }
      say(canvas.dataset.place + ': ' + at.x + ',' + at.y)
    } else if (event.key === 'Enter' || event.key === ' ') {
      set(at)
    } else if (event.key === 'Escape') {
      first = null
    } else {
      return
    }
    event.preventDefault()
    draw(true)
  })
  canvas.addEventListener('focus', () => draw(true))
  canvas.addEventListener('blur', () => draw(false))
  for (const name of ['crop', 'marks', 'blank']) if (field(name)) field(name).addEventListener('input', () => draw(document.activeElement === canvas))
  draw(false)
})()
