import Explorer
print(keyTableMarkdown())
