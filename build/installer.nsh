; What the installer of Windows does besides its own: links that bring Latchkey up (`latchkey:`), as electron-builder.yml names them for the others.
; SECURITY: what follows `--` is no switch, whatever a page writes into a link.
!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\latchkey" "" "URL:Latchkey"
  WriteRegStr SHELL_CONTEXT "Software\Classes\latchkey" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\latchkey\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" -- "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "Software\Classes\latchkey"
!macroend
