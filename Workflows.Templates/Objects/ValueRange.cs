using System.Collections;

namespace Workflows.Templates.Objects;

/// <summary>The integers from <c>a</c> to <c>b</c> (downwards when <c>a</c> is the larger), never held in memory.</summary>
internal sealed class ValueRange(long first, long last, bool exclusive) : IEnumerable<object?>
{
    public long First => first;

    public long Count
    {
        get
        {
            var distance = first <= last ? unchecked((ulong)last - (ulong)first) : unchecked((ulong)first - (ulong)last);
            var count = exclusive ? distance : distance == ulong.MaxValue ? distance : distance + 1;
            return count > long.MaxValue ? long.MaxValue : (long)count;
        }
    }

    public Value this[long index] => new(first <= last ? first + index : first - index);

    public IEnumerator<object?> GetEnumerator()
    {
        for (long i = 0, count = Count; i < count; i++)
        {
            yield return this[i].ToObject();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
