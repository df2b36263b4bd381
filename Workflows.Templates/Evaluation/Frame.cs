namespace Workflows.Templates.Evaluation;

/// <summary>The state of one call of a function, or of a page: its <c>$</c> variables and its parameters.</summary>
internal sealed class Frame
{
    private string[] _names = [];
    private Value[] _values = [];
    private int _count;

    /// <summary>For an anonymous function: the frame it was written in, whose names it sees.</summary>
    public Frame? Closure { get; set; }

    public TemplateArray? Arguments { get; set; }

    public string[]? ParameterNames { get; set; }

    public Value[]? ParameterValues { get; set; }

    /// <summary>The statements between <c>wrap</c> and <c>end</c>, run by <c>$$</c>.</summary>
    public Block? Wrapped { get; set; }

    public int FindParameter(string name) => ParameterNames is null ? -1 : Array.IndexOf(ParameterNames, name);

    public bool TryGetLocal(string name, out Value value)
    {
        for (var frame = this; frame is not null; frame = frame.Closure)
        {
            for (var i = frame._count - 1; i >= 0; i--)
            {
                if (string.Equals(frame._names[i], name, StringComparison.Ordinal))
                {
                    value = frame._values[i];
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    public void SetLocal(string name, Value value)
    {
        for (var i = 0; i < _count; i++)
        {
            if (string.Equals(_names[i], name, StringComparison.Ordinal))
            {
                _values[i] = value;
                return;
            }
        }

        if (_count == _names.Length)
        {
            Array.Resize(ref _names, Math.Max(4, _count * 2));
            Array.Resize(ref _values, _names.Length);
        }

        _names[_count] = name;
        _values[_count++] = value;
    }

    public void RemoveLocal(string name)
    {
        for (var i = 0; i < _count; i++)
        {
            if (string.Equals(_names[i], name, StringComparison.Ordinal))
            {
                _count--;
                _names[i] = _names[_count];
                _values[i] = _values[_count];
                _values[_count] = default;
                return;
            }
        }
    }

    public void Clear()
    {
        Array.Clear(_values, 0, _count);
        _count = 0;
        Closure = null;
        Arguments = null;
        ParameterNames = null;
        ParameterValues = null;
        Wrapped = null;
    }
}
