// The web chat on the Centre's own site: <script src="https://…/chat/embed.js" async></script> puts it where it stands.
(function () {
  var script = document.currentScript
  var frame = document.createElement('iframe')
  frame.src = new URL('/chat', script.src).href
  frame.title = "#title"
  frame.referrerPolicy = 'no-referrer'
  frame.style.cssText = 'display:block;border:0;width:100%;height:640px;max-height:90vh'
  script.parentNode.insertBefore(frame, script)
  // Quick exit also when the page around the chat has the keyboard.
  var presses = []
  addEventListener('keydown', function (event) {
    if (event.key !== 'Escape' || event.repeat) return
    presses = presses.slice(-2).concat(event.timeStamp)
    if (presses.length < 3 || event.timeStamp - presses[0] > 2000) return
    frame.contentWindow.postMessage('leave', frame.src)
    location.replace("#exit")
  })
})()
