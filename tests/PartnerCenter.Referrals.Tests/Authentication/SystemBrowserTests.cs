using System.Net;
using System.Net.Sockets;

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
        string browser = Path.Combine(_directory.FullName, "browser");
        await File.WriteAllTextAsync(
            browser,
            $"""
            #!/bin/bash
            echo "$# $1" > /dev/tcp/127.0.0.1/{((IPEndPoint)told.LocalEndpoint).Port}
            """,
            Cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Uri address = new("https://login.microsoftonline.com/t/oauth2/v2.0/authorize?state=a&scope=b%20c&x=$(id);'\"`id`");

        await SystemBrowser.OpenAsync(address, [Path.Combine(_directory.FullName, "missing"), browser]);

        using TcpClient client = await told.AcceptTcpClientAsync(Cancellation);
        using StreamReader reader = new(client.GetStream());
        Assert.Equal($"1 {address.AbsoluteUri}", await reader.ReadLineAsync(Cancellation));
    }

    [Fact]
    public async Task A_machine_without_a_browser_says_what_to_do()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows starts the browser by itself.");

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => SystemBrowser.OpenAsync(
                new Uri("https://login.microsoftonline.com/planted"), [Path.Combine(_directory.FullName, "missing")]));

        Assert.Equal(
            "The system's browser could not be started (Win32Exception). Open the address another way with OpenBrowser, or sign in with a "
                + "device code.",
            failure.Message);
    }
}
