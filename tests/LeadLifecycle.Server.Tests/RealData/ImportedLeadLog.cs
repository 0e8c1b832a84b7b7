namespace LeadLifecycle.Server.Tests.RealData;

/// <summary>The lead log imported once, in file order, for all who only ask; made when the first asks.</summary>
public sealed class ImportedLeadLog(PrivateDatabases databases) : IAsyncLifetime
{
    private string _connectionString = "";
    private RunningServer? _server;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal async Task<(RunningServer Server, Stored Stored)> Get()
    {
        var log = RealFiles.LeadLog;
        if (_server is null)
        {
            _connectionString = await databases.Create();
            var server = await RunningServer.Start(_connectionString);
            _server = server;
            (await LeadsImport.Run(server, "bpic2012.json", log)).Recorded.ShouldBe(LeadLogAnswers.Events);
        }

        return (_server, new Stored(_connectionString));
    }
}
