// Makes one call per extensible enum, Parse or the reading of JSON, in a process that has not touched the type before.
// Arguments: parse or read, then Type=text for each type. Prints the types that do not return their shared member for the text.
using System.Reflection;
using System.Text.Json;
using PartnerCenter.Referrals;

if (args is not ["parse" or "read", .. string[] texts])
{
    Console.Error.WriteLine("Arguments: parse|read Type=text ...");
    return 2;
}

foreach (string argument in texts)
{
    string[] parts = argument.Split('=', 2);
    Type type = typeof(Referral).Assembly.GetType("PartnerCenter.Referrals." + parts[0], throwOnError: true)!;
    object? value = args[0] == "parse"
        ? type.GetMethod("Parse", BindingFlags.Static | BindingFlags.Public | BindingFlags.FlattenHierarchy)!.Invoke(null, [parts[1]])
        : JsonSerializer.Deserialize(JsonSerializer.Serialize(parts[1]), type);
    if (!type.GetProperties(BindingFlags.Static | BindingFlags.Public).Any(member => ReferenceEquals(member.GetValue(null), value)))
    {
        Console.WriteLine(parts[0]);
    }
}

Console.WriteLine($"{texts.Length} types");
return 0;
