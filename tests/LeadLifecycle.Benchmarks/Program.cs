using LeadLifecycle.Benchmarks;
using LeadLifecycle.LocalPostgres;

// import [--runs N] [--data FOLDER] [--json FILE]: a real lead log through the client, a rebuild, and a raw COPY of the same rows.
var options = Arguments.Read(args);
if (options is null)
{
    Console.Error.WriteLine("usage: import [--runs N] [--data FOLDER] [--json FILE]   (the folder holds bpic2012/bpic2012.csv.gz)");
    return 2;
}

await using var postgres = await PrivatePostgres.StartAsync(new PrivatePostgresOptions(CheckoutRoot.Find()), Console.Error.WriteLine, CancellationToken.None);
var runs = new List<ImportRun>();
for (var i = 1; i <= options.Runs; i++)
{
    Console.Error.WriteLine($"run {i} of {options.Runs}");
    runs.Add(await ImportScenario.Run(postgres, options.BpicFile));
}

Report.Print(runs, postgres.Origin, options.JsonFile);
return 0;
