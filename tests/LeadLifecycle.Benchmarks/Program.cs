using LeadLifecycle.Benchmarks;
using LeadLifecycle.LocalPostgres;

var options = Arguments.Read(args);
if (options is null)
{
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

if (options.Scenario == "calendar")
{
    CalendarScenario.Print(await Repeat(() => Task.FromResult(CalendarScenario.Run())), options.JsonFile);
    return 0;
}

await using var postgres = await PrivatePostgres.StartAsync(new PrivatePostgresOptions(CheckoutRoot.Find()), Console.Error.WriteLine, CancellationToken.None);
switch (options.Scenario)
{
    case "import": ImportScenario.Print(await Repeat(() => ImportScenario.Run(postgres, options.BpicFile)), postgres.Origin, options.JsonFile); break;
    case "rebuild": RebuildScenario.Print(await Repeat(() => RebuildScenario.Run(postgres, options.BpicFile)), postgres.Origin, options.JsonFile); break;
    case "handoffs": HandoffScenario.Print(await Repeat(() => HandoffScenario.Run(postgres, options.Rate, options.Seconds)), options, postgres.Origin); break;
    case "single": await Load(new SingleScenario(options.Duplicates)); break;
    case "overload": OverloadScenario.Print(await Repeat(() => OverloadScenario.Run(postgres, options.Seconds)), options, postgres.Origin); break;
    case "funnel": FunnelScenario.Print(await Repeat(() => FunnelScenario.Run(postgres, options.Leads)), options, postgres.Origin); break;
    case "lag": LagScenario.Print(await Repeat(() => LagScenario.Run(postgres, options.Rate, options.Seconds)), options, postgres.Origin); break;
    case "batch": await Load(new BatchScenario()); break;
    default: await Load(new LifecycleScenario()); break;
}

return 0;

async Task Load(ILoad load) => LoadScenario.Print(await Repeat(() => LoadScenario.Run(postgres, load, options)), load, options, postgres.Origin);

async Task<IReadOnlyList<TRun>> Repeat<TRun>(Func<Task<TRun>> run)
{
    var runs = new List<TRun>();
    for (var i = 1; i <= options.Runs; i++)
    {
        Console.Error.WriteLine($"run {i} of {options.Runs}, load {Machine.Load:0.0}");
        runs.Add(await run());
    }

    return runs;
}
