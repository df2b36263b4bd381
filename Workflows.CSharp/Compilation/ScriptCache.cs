namespace Workflows.CSharp.Compilation;

/// <summary>Keeps compiled scripts by text and names; forgets the one unused for longest, whose code the collector then unloads.</summary>
internal sealed class ScriptCache(int capacity)
{
    private readonly Lock _lock = new();
    private readonly ScriptCompiler _compiler = new();
    private readonly Dictionary<(string Text, ScopeKey Scope), LinkedListNode<Entry>> _byKey = [];
    private readonly LinkedList<Entry> _byUse = new();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _byKey.Count;
            }
        }
    }

    /// <exception cref="CSharpScriptException">It does not compile.</exception>
    public CompiledScript Get(string text, ScopeKey scope)
    {
        Entry entry;
        lock (_lock)
        {
            if (_byKey.TryGetValue((text, scope), out var known))
            {
                _byUse.Remove(known);
                _byUse.AddFirst(known);
                entry = known.Value;
            }
            else
            {
                // Compiled outside of the lock, by whoever asks first; the others wait for that one only.
                entry = new Entry((text, scope), new Lazy<CompiledScript>(() => _compiler.Compile(text, scope)));
                _byKey.Add(entry.Key, _byUse.AddFirst(entry));
                if (_byKey.Count > capacity)
                {
                    _byKey.Remove(_byUse.Last!.Value.Key);
                    _byUse.RemoveLast();
                }
            }
        }

        return entry.Script.Value;
    }

    private sealed record Entry((string Text, ScopeKey Scope) Key, Lazy<CompiledScript> Script);
}
