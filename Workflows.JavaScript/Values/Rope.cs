namespace Workflows.JavaScript.Values;

/// <summary>
/// Two strings not yet joined. Building a text piece by piece would otherwise copy it once per piece; a rope is copied once, when it is read.
/// </summary>
internal sealed class Rope
{
    private object? _left;
    private object? _right;
    private readonly Realm _realm;
    private string? _flat;

    public Rope(Realm realm, object left, object right, int length)
    {
        _realm = realm;
        _left = left;
        _right = right;
        Length = length;
    }

    public int Length { get; }

    /// <summary>Joins the pieces without recursion, right to left, and forgets them.</summary>
    public string Flatten()
    {
        if (_flat is { } done)
        {
            return done;
        }

        _realm.Charge((Length * 2L) + 24);
        _realm.Steps(Length >> 7);
        _flat = string.Create(Length, this, static (span, rope) =>
        {
            var end = span.Length;
            var pending = new Stack<object>();
            pending.Push(rope);
            while (pending.Count > 0)
            {
                var piece = pending.Pop();
                if (piece is Rope { _flat: null } inner)
                {
                    pending.Push(inner._left!);
                    pending.Push(inner._right!);
                    continue;
                }

                var text = piece as string ?? ((Rope)piece)._flat!;
                end -= text.Length;
                text.CopyTo(span[end..]);
            }
        });
        _left = null;
        _right = null;
        return _flat;
    }
}
