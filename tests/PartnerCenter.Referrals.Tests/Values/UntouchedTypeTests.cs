using System.Diagnostics;

namespace PartnerCenter.Referrals.Tests.Values;

/// <summary>
/// Tests in a separate process, where nothing has used the types before: a registry that static initializers fill would be empty there.
/// </summary>
[Trait("Culture", "None")]
public sealed class UntouchedTypeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("parse")]
    [InlineData("read")]
    public async Task The_first_call_of_a_process_knows_the_members_of_each_type(string way)
    {
        string[] lastMembers = [.. EnumTypes.Each.Select(row => row.Data).Where(probe => probe.Members().Count > 0)
            .Select(probe => $"{probe.Type.Name}={probe.Members().Values.Last()}")];

        using Process process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "PartnerCenter.Referrals.ValuesTestHost.dll"), way, .. lastMembers])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(Cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal("", await errors);
        Assert.Equal("25 types", output.Trim());
    }
}
