using LeadLifecycle.LocalPostgres;
using LeadLifecycle.LocalPostgres.Folders;

namespace LeadLifecycle.Server.Tests.LocalPostgres;

/// <summary>Which folder a checkout's data gets, and who may hold what.</summary>
public sealed class FoldersTests : IDisposable
{
    private readonly TemporaryRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_checkout_keeps_its_name_and_a_fresh_clone_at_its_path_gets_another()
    {
        var name = Name(_root.Path);
        Name(_root.Path).ShouldBe(name);

        Directory.Delete(Path.Combine(_root.Path, ".data"), recursive: true);
        Name(_root.Path).ShouldNotBe(name);
    }

    [Fact]
    public void A_checkout_reached_through_a_link_is_the_same_checkout()
    {
        var real = Directory.CreateDirectory(Path.Combine(_root.Path, "real")).FullName;
        var link = Path.Combine(_root.Path, "link");
        Directory.CreateSymbolicLink(link, real);
        Name(link).ShouldBe(Name(real));
    }

    [Fact]
    public void The_root_is_the_folder_of_the_solution_else_the_programs_own()
    {
        var deep = Directory.CreateDirectory(Path.Combine(_root.Path, "src", "bin", "Debug")).FullName;
        CheckoutRoot.FindFrom(deep).ShouldBe(deep);
        File.WriteAllText(Path.Combine(_root.Path, "LeadLifecycle.sln"), "");
        CheckoutRoot.FindFrom(deep).ShouldBe(_root.Path);
    }

    [Fact]
    public void A_folder_below_a_closed_one_is_out_of_reach()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are of Unix");
        var closed = Path.Combine(_root.Path, "closed");
        Reach.Make(closed, Reach.Private);
        var open = Path.Combine(closed, "open");
        Reach.Make(open, Reach.Passage);
        Reach.ByOthers(_root.Path).ShouldBeTrue();
        Reach.ByOthers(open).ShouldBeFalse();
    }

    [Fact(Timeout = 30_000)]
    public async Task A_lock_has_one_holder_and_is_handed_on()
    {
        var path = Path.Combine(_root.Path, "lock");
        var told = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var first = await FileLock.TakeAsync(path, told.Enqueue, TestContext.Current.CancellationToken);
        var second = FileLock.TakeAsync(path, told.Enqueue, TestContext.Current.CancellationToken);
        while (told.IsEmpty)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        second.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await second).Dispose();
        told.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_lease_lives_as_long_as_it_is_held()
    {
        var leases = new Leases(_root.Path);
        var lease = leases.Take();
        leases.SweepAndAskForLive().ShouldBeTrue();
        lease.Dispose();
        leases.SweepAndAskForLive().ShouldBeFalse();
    }

    private static string Name(string root) => new CheckoutData(root, ServerAccount.Current).Name();
}
