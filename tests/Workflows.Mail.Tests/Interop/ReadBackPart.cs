namespace Workflows.Mail.Tests.Interop;

/// <summary>One node of the MIME tree as Python saw it.</summary>
internal sealed record ReadBackPart(
    string Type, string? Disposition, string? Filename, string? ContentId, string? Method, string? Text, string? Sha256,
    ReadBackPart[] Parts, string[] Defects)
{
    public IEnumerable<ReadBackPart> All() => Parts.SelectMany(p => p.All()).Prepend(this);
}
