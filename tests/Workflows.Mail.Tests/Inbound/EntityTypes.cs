using Workflows.Mail.Inbound;

namespace Workflows.Mail.Tests.Inbound;

/// <summary>Media types of a mail's tree in order, as our own reader sees them.</summary>
internal static class EntityTypes
{
    public static IEnumerable<string> Of(ReadOnlySpan<byte> mail) => MimeEntity.Read(mail).Walk().Select(e => e.Type).ToList();
}
