using System.CommandLine;

namespace LeadLifecycle.Cli.Commands;

/// <summary>An option that is a whole number within bounds, which its description and its complaint name.</summary>
public static class NumberOption
{
    public static Option<int> Between(string name, int least, int most, int usual, string description)
    {
        var option = new Option<int>(name) { Description = $"{description}, {least} … {most}", DefaultValueFactory = _ => usual, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
            {
                result.AddError($"{name} is {value}; it must be from {least} to {most}.");
            }
        });
        return option;
    }
}
