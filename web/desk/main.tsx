import './strictPolicy.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { QueryClientProvider } from '@tanstack/react-query'
import { Router } from 'wouter'
import { App } from './App.tsx'
import { createQueryClient } from './http/queryClient.ts'
import { startTheme } from './parts/theme.ts'
import { LanguageProvider } from './language/LanguageProvider.tsx'

startTheme()

const root = document.getElementById('desk')
if (!root) throw new Error('index.html has no #desk')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <LanguageProvider>
        <Router base="/desk">
          <App />
        </Router>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
)
