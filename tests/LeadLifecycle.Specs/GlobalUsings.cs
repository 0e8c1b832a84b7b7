global using static LeadLifecycle.Specs.Facts;
global using static LeadLifecycle.Specs.Story;
