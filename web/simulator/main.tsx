/** @jsxImportSource preact */
import { render } from 'preact'
import * as z from 'zod/mini'
import { App } from './App.tsx'

// The page's content policy allows no code made at run time, and zod would try.
z.config({ jitless: true })

const root = document.getElementById('app')
if (root) render(<App />, root)
