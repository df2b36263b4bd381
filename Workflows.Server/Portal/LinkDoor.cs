using System.Security.Cryptography;
using Npgsql;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Server.Portal;

/// <summary>
/// Opens the links of mails. A token is 32 random bytes, of which only the hash is stored; whoever holds it acts as the contact that
/// the mail went to, for this one survey or ticket.
/// </summary>
internal sealed class LinkDoor(NpgsqlDataSource database, CallContext call)
{
    private const int TokenLength = 64;

    private const string Survey =
        """
        select i.tenant_id, i.id, u.id, u.role, u.name, t.name, t.zone
        from support_survey_invitations i
        join users u on u.tenant_id = i.tenant_id and u.id = i.contact_id
        join tenants t on t.id = i.tenant_id
        where (i.token_hash = $1 or i.reminder_token_hash = $1) and t.active
        """;

    private const string Ticket =
        """
        select l.tenant_id, l.ticket_id, u.id, u.role, u.name, t.name, t.zone
        from support_ticket_links l
        join users u on u.tenant_id = l.tenant_id and u.id = l.contact_id
        join tenants t on t.id = l.tenant_id
        where l.token_hash = $1 and t.active and u.active
        """;

    /// <summary>What the token stands for, with the scope's tenant and actor set. Null: nothing.</summary>
    public async ValueTask<OpenedLink?> OpenAsync(LinkKind kind, string? token, CancellationToken cancellationToken)
    {
        if (token is not { Length: TokenLength } || !token.All(char.IsAsciiHexDigit))
        {
            return null;
        }

        // One round trip as one implicit transaction: which tenant it is, only the token says.
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.BatchCommand(TenantSetting.AllTenants));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(kind == LinkKind.Survey ? Survey : Ticket)
        {
            Parameters = { new() { Value = SHA256.HashData(Convert.FromHexString(token)) } },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        call.TenantId = reader.GetGuid(0);
        call.Actor = new Actor("user", reader.GetGuid(2), Roles.Portal, reader.GetString(4));
        return new OpenedLink(reader.GetGuid(1), reader.GetString(5), reader.GetString(6));
    }
}
