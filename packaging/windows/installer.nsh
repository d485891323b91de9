; Links to jobs (flowshelf://job/<id>), for the user who installs: electron-builder registers only kinds of files.
!macro customInstall
  WriteRegStr SHCTX "Software\Classes\flowshelf" "" "URL:Flowshelf job"
  WriteRegStr SHCTX "Software\Classes\flowshelf" "URL Protocol" ""
  WriteRegStr SHCTX "Software\Classes\flowshelf\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHCTX "Software\Classes\flowshelf\shell\open\command" "" '"$appExe" "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey SHCTX "Software\Classes\flowshelf"
!macroend
