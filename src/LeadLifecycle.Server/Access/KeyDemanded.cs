using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Access;

/// <summary>Outside development a service nobody can sign in to does not start.</summary>
internal sealed class KeyDemanded(Keys keys) : IHostedService
{
    /// <exception cref="StartRefusedException">There is no key that works.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await keys.AnyUsable(cancellationToken)) throw new StartRefusedException("Nobody could sign in: make the first key with the command 'keys create --role admin --name first' of this program, on the same database.");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
