using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests how the system's browser is started, with a script in its place.</summary>
public sealed class SystemBrowserTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task The_browser_gets_the_whole_address_as_one_argument()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows starts the browser by itself.");
        using TcpListener told = new(IPAddress.Loopback, 0);
        told.Start();
        string browser = await ScriptAsync("browser", $"echo \"$# $1\" > /dev/tcp/127.0.0.1/{((IPEndPoint)told.LocalEndpoint).Port}");
        Uri address = new("https://login.microsoftonline.com/t/oauth2/v2.0/authorize?state=a&scope=b%20c&x=$(id);'\"`id`");

        await SystemBrowser.OpenAsync(address, [Path.Combine(_directory.FullName, "missing"), browser], new FakeTimeProvider());

        using TcpClient client = await told.AcceptTcpClientAsync(Cancellation);
        using StreamReader reader = new(client.GetStream());
        Assert.Equal($"1 {address.AbsoluteUri}", await reader.ReadLineAsync(Cancellation));
    }

    [Fact]
    public async Task A_program_that_finds_no_browser_is_followed_by_the_next_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows starts the browser by itself.");
        string none = await ScriptAsync("none", "exit 3");
        string browser = await ScriptAsync("browser", $"echo \"$1\" > '{_directory.FullName}/opened'");
        Uri address = new("https://login.microsoftonline.com/planted");

        await SystemBrowser.OpenAsync(address, [none, browser], new FakeTimeProvider());

        Assert.Equal($"{address}\n", await File.ReadAllTextAsync(Path.Combine(_directory.FullName, "opened"), Cancellation));
        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => SystemBrowser.OpenAsync(address, [none], new FakeTimeProvider()));
        Assert.Equal("The system's browser could not be started (exit code 3).", failure.Finding);
    }

    [Fact]
    public async Task A_program_that_still_runs_after_three_seconds_has_opened_the_browser()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows starts the browser by itself.");
        using TcpListener told = new(IPAddress.Loopback, 0);
        told.Start();
        string browser = await ScriptAsync(
            "browser", $"exec 3<>/dev/tcp/127.0.0.1/{((IPEndPoint)told.LocalEndpoint).Port}; read -u 3; exit 3");
        FakeTimeProvider time = new();

        Task opening = SystemBrowser.OpenAsync(new Uri("https://login.microsoftonline.com/planted"), [browser], time);

        using TcpClient running = await told.AcceptTcpClientAsync(Cancellation);
        Assert.False(opening.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(3));
        await opening;
    }

    [Fact]
    public async Task A_machine_without_a_browser_says_what_to_do()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows starts the browser by itself.");

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => SystemBrowser.OpenAsync(
                new Uri("https://login.microsoftonline.com/planted"), [Path.Combine(_directory.FullName, "missing")],
                new FakeTimeProvider()));

        Assert.Equal(
            "The system's browser could not be started (Win32Exception). Open the address another way with OpenBrowser, or sign in with a "
                + "device code.",
            failure.Message);
    }

    private async Task<string> ScriptAsync(string name, string command)
    {
        string path = Path.Combine(_directory.FullName, name);
        await File.WriteAllTextAsync(path, $"#!/bin/bash\n{command}\n", Cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
