/** The banner's own style, inside its shadow root: the shop's theme cannot make one answer louder than the other. */
export const bannerStyle = `
:host{all:initial}
*{box-sizing:border-box;font:inherit;color:inherit;margin:0}
section{position:fixed;z-index:2147483647;inset:auto 0 0;max-height:85vh;overflow:auto;padding:20px;
background:#fff;color:#1b1b1f;border-top:1px solid #d5d5dc;box-shadow:0 -6px 24px rgb(0 0 0/.12);
font:15px/1.5 system-ui,sans-serif}
.in{max-width:960px;margin:auto;display:grid;gap:12px}
h2{font-size:18px;font-weight:650;padding-right:44px}
p{max-width:76ch}
.x{position:absolute;top:10px;right:10px;width:44px;height:44px;border:0;background:none;font-size:24px;line-height:1;cursor:pointer}
.row{display:flex;flex-wrap:wrap;gap:10px;align-items:center}
.b{flex:1 1 140px;max-width:240px;min-height:46px;padding:8px 18px;border:2px solid #1b1b1f;border-radius:8px;
background:#1b1b1f;color:#fff;font-weight:600;cursor:pointer}
.b:hover{background:#3a3a42}
.t{border:0;background:none;padding:10px 4px;text-decoration:underline;text-underline-offset:3px;cursor:pointer}
a{text-decoration:underline;text-underline-offset:3px}
fieldset{border:0;padding:0;display:grid;gap:4px}
fieldset[hidden]{display:none}
label{display:flex;gap:10px;align-items:flex-start;padding:6px 0;cursor:pointer}
input{width:20px;height:20px;flex:none;accent-color:#1b1b1f}
:disabled+span{opacity:.6}
:focus-visible{outline:3px solid #2563eb;outline-offset:2px}
@media(max-width:520px){section{padding:16px}.b{max-width:none}}
@media(prefers-color-scheme:dark){section{background:#1d1d22;color:#f2f2f5;border-color:#3a3a42}
.b{background:#f2f2f5;color:#1b1b1f;border-color:#f2f2f5}.b:hover{background:#d5d5dc}input{accent-color:#f2f2f5}}
`
