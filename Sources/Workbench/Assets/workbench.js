// SPDX-License-Identifier: Apache-2.0
// Conveniences only: every page works without this file. It keeps nothing in the browser and loads nothing from elsewhere.
(function () {
  'use strict'
  const $ = (s, r) => (r || document).querySelector(s)
  const $$ = (s, r) => [...(r || document).querySelectorAll(s)]
  document.documentElement.classList.add('script')
  const form = $('form.entry-form')
  // `form.action` would be the button of that name.
  const address = form && form.getAttribute('action')
  const send = (to, data) =>
    fetch(to, { method: 'POST', body: new URLSearchParams(data), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })

  // What was wrong, or what was just said, is read first.
  const problems = $('#problems')
  if (problems) problems.focus()

  // A field that scrolls is cut off in print; what stands beside it for print says what it says.
  $$('.dossier .printed').forEach(out => {
    const field = $('textarea,input', out.parentElement)
    if (field) field.addEventListener('input', () => { out.textContent = field.value })
  })

  if (form) {
    const said = $('#kept')
    let timer, changed = false
    const draft = () => {
      if (!changed) return
      changed = false
      const data = new FormData(form)
      data.set('action', 'draft')
      data.set('quiet', '1')
      send(address, data)
        .then(answer => answer.ok ? answer.text() : Promise.reject(answer))
        .then(text => {
          if (said) said.textContent = text
          // A page that is loaded again shows the draft that it has kept.
          const number = data.get('draft')
          if (number) history.replaceState(null, '', '?draft=' + number + location.hash)
        })
        .catch(() => { changed = true; if (said) said.textContent = '⚠' })
    }
    const later = () => { changed = true; clearTimeout(timer); timer = setTimeout(draft, 2000) }
    form.addEventListener('input', later)
    form.addEventListener('focusout', () => { if (changed) { clearTimeout(timer); timer = setTimeout(draft, 300) } })
    form.addEventListener('submit', () => { changed = false; clearTimeout(timer) })
    // Whoever leaves the page before the draft has gone takes it along.
    addEventListener('pagehide', () => {
      if (!changed) return
      const data = new FormData(form)
      data.set('action', 'draft')
      data.set('quiet', '1')
      navigator.sendBeacon(address, new URLSearchParams(data))
    })

    // A time is read while it is typed: 150 ms after the last key, and an older answer is dropped.
    const running = {}
    const read = field => {
      const name = field.dataset.time
      const data = new FormData(form)
      data.set('form', address)
      data.set('field', name)
      const mine = running[name] = (running[name] || 0) + 1
      send('/read/time', data).then(answer => answer.ok ? answer.text() : '').then(html => {
        const out = document.getElementById('read-' + field.id)
        if (!out || mine !== running[name]) return
        // The answer is a page of ours, whose texts are escaped where they are written.
        out.replaceChildren(...new DOMParser().parseFromString(html, 'text/html').body.childNodes)
      }).catch(() => {})
    }
    $$('[data-time]').filter(field => field.dataset.time).forEach(field => {
      let wait
      field.addEventListener('input', () => { clearTimeout(wait); wait = setTimeout(() => read(field), 150) })
      if (field.value) read(field)
    })
    // An offer is put into its field at once; without script its button sends the form.
    form.addEventListener('click', event => {
      const offer = event.target.closest('button.offer')
      if (!offer) return
      event.preventDefault()
      const field = document.getElementById('v-' + offer.dataset.field.replaceAll(' ', '-'))
      if (!field) return
      const line = offer.dataset.line
      field.value = line && field.value.includes(line)
        ? field.value.split('\n').map(one => one.trim() === line ? offer.dataset.text : one).join('\n') : offer.dataset.text
      field.focus()
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
  }

  // Keys: single letters outside text fields alone; the keys of the browser are left to it.
  const go = address => { location.href = address }
  let g = false
  addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && form) {
      event.preventDefault()
      form.requestSubmit($('button[name=action][value=save]', form))
      return
    }
    const typing = event.target.matches('input:not([type=radio]):not([type=checkbox]),textarea,select,[contenteditable]')
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return
    if (g) {
      g = false
      const place = { s: '/s', f: '/f', r: '/r', h: '/h' }[event.key]
      if (place && $('.tabs')) { event.preventDefault(); go(place) }
      return
    }
    const rows = $$('a.row-link')
    const at = rows.indexOf(document.activeElement)
    switch (event.key) {
      case 'g': g = true; setTimeout(() => { g = false }, 1500); break
      case '?': go('/help/keys'); break
      case 'n': { const add = $('#add a') || $('a[href="/p/new"]'); if (add) { event.preventDefault(); add.focus() } break }
      case 'j': if (rows[at + 1]) rows[at + 1].focus(); break
      case 'k': if (rows[at - 1]) rows[at - 1].focus(); break
      case '/': if (rows[0]) { event.preventDefault(); rows[0].focus() } break
      case '[': { const link = $('a[rel=prev]'); if (link) link.click(); break }
      case ']': { const link = $('a[rel=next]'); if (link) link.click(); break }
    }
  })
})()
