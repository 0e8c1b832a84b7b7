using Npgsql;

namespace LeadLifecycle.Server.Tests.Hosting;

/// <summary>A service that could not keep its promises does not start, and says what to change.</summary>
public sealed class StartTests(PrivateDatabases databases)
{
    [Fact]
    public async Task a_database_that_does_not_answer_is_named()
    {
        var away = new NpgsqlConnectionStringBuilder(await databases.Create()) { Port = 1, Timeout = 5 }.ConnectionString;
        (await Refusal(away)).ShouldContain("Check ConnectionStrings__Leads");
    }

    [Fact]
    public async Task production_without_a_database_of_its_own_is_refused() =>
        (await Refusal("", new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production" })).ShouldContain("set ConnectionStrings__Leads");

    [Fact]
    public async Task a_database_that_forgets_what_it_confirmed_is_refused() =>
        (await Refusal(await databases.Create() + ";Options=-c synchronous_commit=off")).ShouldContain("synchronous_commit");

    private static async Task<string> Refusal(string connectionString, IReadOnlyDictionary<string, string>? environment = null) =>
        (await Should.ThrowAsync<InvalidOperationException>(async () => await (await RunningServer.Start(connectionString, environment)).DisposeAsync())).Message;
}
