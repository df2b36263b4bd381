using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Messages;
using Workflows.Domain.Shared.Processes;
using Workflows.Domain.Support;
using Workflows.Domain.Support.Demo;
using Workflows.Domain.Tests.Shared;
using Xunit;

namespace Workflows.Domain.Tests.Support;

public sealed class DemoDataTests
{
    [Fact]
    public async Task Two_firms_are_added_once_and_each_sees_its_own_only()
    {
        var gateway = new RecordingGateway();
        await using var database = await DomainDatabase.CreateAsync(services =>
        {
            services.AddSupport();
            services.AddSingleton<IMailQueue>(new RecordingMailQueue());
            services.AddSingleton<IProcessGateway>(gateway);
        });

        var first = await DemoData.SeedAsync(database.Services, default);
        var second = await DemoData.SeedAsync(database.Services, default);

        first.Should().Equal("northwind", "contoso");
        second.Should().BeEmpty();
        gateway.Started.Should().HaveCount(8);
        (await database.ScalarAsync<long>("select count(distinct tenant_id) from support_tickets")).Should().Be(2);
        (await database.ScalarAsync<long>("select count(*) from support_sla_policies")).Should().Be(4);
        (await database.ScalarAsync<long>("select count(*) from users where role = 'portal'")).Should().Be(4);
    }
}
