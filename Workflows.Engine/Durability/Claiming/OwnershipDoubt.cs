namespace Workflows.Engine.Durability.Claiming;

/// <summary>
/// Raised when a statement that may have given work to this process ended without an answer: the work may be ours in the database
/// although nobody here knows it. <see cref="LostWork"/> looks.
/// </summary>
internal sealed class OwnershipDoubt
{
    // Looks that are still to be made. Written by whoever doubts and by the one who looks.
    private int _looks;

    /// <summary>Whether there is something to look for.</summary>
    public bool IsOpen => Volatile.Read(ref _looks) > 0;

    /// <summary>Asks for a few looks from now on: one to see, one to be sure, one for what came later.</summary>
    public void Raise() => Volatile.Write(ref _looks, 3);

    /// <summary>Says that one look was made.</summary>
    public void Looked()
    {
        var left = Volatile.Read(ref _looks);
        if (left > 0)
        {
            // A doubt that is raised meanwhile must not be lost.
            Interlocked.CompareExchange(ref _looks, left - 1, left);
        }
    }
}
