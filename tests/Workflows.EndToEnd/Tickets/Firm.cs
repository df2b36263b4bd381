using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Workflows.EndToEnd.Servers;

namespace Workflows.EndToEnd.Tickets;

/// <summary>
/// The firm whose tickets are driven: the sample firm, with a customer contact for each ticket (a contact is asked for feedback once
/// in 30 days, so shared contacts would make the outcome a matter of luck) and a second line of one person.
/// </summary>
public sealed class Firm
{
    public required string AdministratorKey { get; init; }

    public required string ManagerKey { get; init; }

    public required string StaffKey { get; init; }

    public required IReadOnlyList<Guid> Staff { get; init; }

    public required Guid Team { get; init; }

    public required IReadOnlyList<(Guid Id, string Key)> Contacts { get; init; }

    /// <summary>Signs in, adds contacts, second line and policy. Called once, before anything is disturbed.</summary>
    /// <param name="api">The server, just started with the sample data.</param>
    /// <param name="database">Its PostgreSQL.</param>
    /// <param name="name">Its database.</param>
    /// <param name="contacts">How many.</param>
    /// <param name="targets">The policy's targets.</param>
    public static async Task<Firm> FoundAsync(ApiCaller api, PrivateDatabase database, string name, int contacts, string targets)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(database);
        var administrator = await KeyAsync(api, "admin");
        var manager = await KeyAsync(api, "manager@northwind.example");
        var staffKey = await KeyAsync(api, "ada.brook@northwind.example");
        var staff = new List<Guid>();
        foreach (var login in (string[])["ada.brook", "ben.okafor", "cara.singh"])
        {
            staff.Add(await database.ScalarAsync<Guid>(name, "select id from users where login = $1", $"{login}@northwind.example"));
        }

        var firm = new Firm
        {
            AdministratorKey = administrator,
            ManagerKey = manager,
            StaffKey = staffKey,
            Staff = staff,
            Team = await database.ScalarAsync<Guid>(
                name, "select t.id from support_teams t join tenants f on f.id = t.tenant_id where f.key = 'northwind'"),
            Contacts = await AddContactsAsync(database, name, contacts),
        };
        await firm.AddRulesAsync(api, database, name, targets);
        return firm;
    }

    /// <summary>On real time: nobody's mails wait for the morning.</summary>
    public async Task OpenDayAndNightAsync(ApiCaller api, PrivateDatabase database, string name)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(database);
        var week = string.Join(", ", Enum.GetNames<DayOfWeek>().Select(static day => $"\"{day.ToLowerInvariant()}\": [\"00:00-24:00\"]"));
        foreach (var calendar in await database.RowsAsync(
            name, "select c.id::text from business_calendars c join tenants f on f.id = c.tenant_id where f.key = 'northwind'"))
        {
            await api.MustAsync("PATCH", $"api/support/calendars/{calendar[0]}/", $"{{ \"week\": {{ {week} }} }}", ManagerKey);
        }
    }

    private static async Task<string> KeyAsync(ApiCaller api, string login)
    {
        var body = JsonSerializer.Serialize(new { login, password = ServerSetup.Password });
        var token = (await api.MustAsync("POST", "api/auth/login", body, null)).GetProperty("access_token").GetString()!;
        var made = await api.MustAsync("POST", "api/auth/api-keys/", """{"name":"proof"}""", null, token);
        return made.GetProperty("key").GetString()!;
    }

    private static async Task<IReadOnlyList<(Guid Id, string Key)>> AddContactsAsync(PrivateDatabase database, string name, int count)
    {
        var contacts = Enumerable.Range(0, count).Select(static i =>
            (Id: Guid.CreateVersion7(), Key: "wf_" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"contact {i}"))))).ToList();
        await database.ExecuteAsync(
            name,
            """
            with firm as (select id from tenants where key = 'northwind'),
            added as (
                insert into users (tenant_id, id, login, email, name, role)
                select firm.id, c.id, address, address, 'Contact ' || c.n, 'portal'
                from firm, unnest($1::uuid[]) with ordinality c (id, n), lateral (select 'contact' || c.n || '@customer.example' address) a
                returning tenant_id, id)
            insert into api_keys (tenant_id, id, user_id, name, prefix, key_hash, created_at)
            select added.tenant_id, gen_random_uuid(), added.id, 'proof', left(k.key, 9), sha256(convert_to(k.key, 'UTF8')), now()
            from added join unnest($1::uuid[], $2::text[]) k (id, key) on k.id = added.id
            """,
            contacts.Select(static c => c.Id).ToArray(),
            contacts.Select(static c => c.Key).ToArray());
        return contacts;
    }

    private async Task AddRulesAsync(ApiCaller api, PrivateDatabase database, string name, string targets)
    {
        // "The least loaded of many" depends on which of two tickets of the same instant comes first; a second line of one does not.
        var second = Guid.CreateVersion7();
        await database.ExecuteAsync(
            name,
            """
            with team as (
                insert into support_teams (tenant_id, id, name, lead_id) select tenant_id, $1, 'Second line', id from users where id = $2
                returning tenant_id, id)
            insert into support_team_members (tenant_id, team_id, user_id) select tenant_id, id, $2 from team
            """,
            second, Staff[2]);
        await api.MustAsync(
            "POST", "api/support/sla-policies/",
            $$"""
            {
              "name": "Proof", "position": 0, "targets": {{targets}},
              "escalations": [
                { "level": 2, "action": "reassign", "after_percent": 25, "after_minutes": 120, "team_id": "{{second}}" },
                { "level": 3, "action": "notify_managers", "after_business_days": 1 }
              ]
            }
            """,
            ManagerKey);
        var samples = await api.MustAsync("GET", "api/support/tickets/?page_size=100", null, ManagerKey);
        foreach (var ticket in samples.GetProperty("results").EnumerateArray())
        {
            await api.MustAsync("POST", $"api/support/tickets/{ticket.GetProperty("id").GetString()}/close/", """{"reason":"spam"}""", ManagerKey);
        }
    }
}
