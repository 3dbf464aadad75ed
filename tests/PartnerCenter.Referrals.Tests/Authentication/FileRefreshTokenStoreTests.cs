using System.Diagnostics;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that the file store is complete at any moment and readable by its owner only.</summary>
public sealed class FileRefreshTokenStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("referrals-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder, "refresh-token");

    [Fact]
    public async Task What_is_written_is_read_and_nothing_else_stays_behind()
    {
        FileRefreshTokenStore store = new(File);
        Assert.Null(await store.ReadAsync(Cancellation));

        await store.WriteAsync("first", Cancellation);
        await store.WriteAsync("second", Cancellation);

        Assert.Equal("second", await new FileRefreshTokenStore(File).ReadAsync(Cancellation));
        Assert.Equal("second\n", await System.IO.File.ReadAllTextAsync(File, Cancellation)); // A line, for text tools.
        Assert.Equal([File], Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Only_the_owner_may_read_it_even_if_all_could_before()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such permissions; the directory's apply.");
            return;
        }

        await System.IO.File.WriteAllTextAsync(File, "by hand", Cancellation);
        System.IO.File.SetUnixFileMode(
            File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await new FileRefreshTokenStore(File).WriteAsync("token", Cancellation);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Theory]
    [InlineData("0.AAAA\n")]
    [InlineData("0.AAAA\r\n")]
    [InlineData("\uFEFF0.AAAA")]
    [InlineData("  0.AAAA")]
    public async Task A_token_written_by_hand_is_read(string content)
    {
        await System.IO.File.WriteAllTextAsync(File, content, Cancellation);

        Assert.Equal("0.AAAA", await new FileRefreshTokenStore(File).ReadAsync(Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\uFEFF \r\n")]
    public async Task An_empty_file_that_was_created_beforehand_holds_no_token_yet(string content)
    {
        await System.IO.File.WriteAllTextAsync(File, content, Cancellation);
        FileRefreshTokenStore store = new(File);

        Assert.Null(await store.ReadAsync(Cancellation));
        await store.WriteAsync("first", Cancellation);

        Assert.Equal("first", await store.ReadAsync(Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_symbolic_link_stays_and_its_target_gets_the_new_token(bool exists)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "secrets")).FullName;
        string target = Path.Combine(folder, "token"), link = Path.Combine(_folder, "link");
        if (exists)
        {
            await System.IO.File.WriteAllTextAsync(target, "old", Cancellation);
        }

        System.IO.File.CreateSymbolicLink(link, target);
        System.IO.File.CreateSymbolicLink(File, "link"); // A link to the link, relative to its directory.
        FileRefreshTokenStore store = new(File);
        Assert.Equal(exists ? "old" : null, await store.ReadAsync(Cancellation));

        await store.WriteAsync("new", Cancellation);

        Assert.Equal("link", new FileInfo(File).LinkTarget);
        Assert.Equal(target, new FileInfo(link).LinkTarget);
        Assert.Equal("new\n", await System.IO.File.ReadAllTextAsync(target, Cancellation));
        Assert.Equal("new", await store.ReadAsync(Cancellation));
        Assert.Equal([target], Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task Links_in_a_circle_are_reported()
    {
        System.IO.File.CreateSymbolicLink(File, Path.Combine(_folder, "other"));
        System.IO.File.CreateSymbolicLink(Path.Combine(_folder, "other"), File);

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => new FileRefreshTokenStore(File).WriteAsync("token", Cancellation).AsTask());

        Assert.StartsWith("The refresh token file refresh-token could not be written", failure.Finding, StringComparison.Ordinal);
        Assert.NotNull(new FileInfo(File).LinkTarget);
    }

    [Theory]
    [InlineData("old")]
    [InlineData("an old token that is longer than the new one")]
    public async Task A_file_that_cannot_be_replaced_is_written_in_place(string old)
    {
        // The name leaves no room for that of a temporary file. A file that is mounted alone cannot be replaced either.
        string file = Path.Combine(_folder, new string('t', 240));
        await System.IO.File.WriteAllTextAsync(file, old, Cancellation);
        FileRefreshTokenStore store = new(file);

        await store.WriteAsync("new", Cancellation);

        Assert.Equal("new\n", await System.IO.File.ReadAllTextAsync(file, Cancellation));
        Assert.Equal("new", await store.ReadAsync(Cancellation));
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(_folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file));
        }
    }

    // A read-only directory does not stop root, who can instead mount a file alone, unless the machine forbids it.
    [Fact]
    public async Task A_file_that_is_alone_in_what_can_be_written_is_written_in_place()
    {
        string mounted = Path.Combine(_folder, "outside");
        await System.IO.File.WriteAllTextAsync(mounted, "old", Cancellation);
        await System.IO.File.WriteAllTextAsync(File, "old", Cancellation);
        bool isReadOnly = !OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess;
        SetWritable(!isReadOnly);
        bool isMounted = OperatingSystem.IsLinux() && !isReadOnly && await RunsAsync("mount", "--bind", mounted, File);
        try
        {
            await new FileRefreshTokenStore(File).WriteAsync("new", Cancellation);

            Assert.Equal("new\n", await System.IO.File.ReadAllTextAsync(isMounted ? mounted : File, Cancellation));
            Assert.Equal([mounted, File], Directory.EnumerateFileSystemEntries(_folder).Order(StringComparer.Ordinal));
        }
        finally
        {
            SetWritable(true);
            Assert.True(!isMounted || await RunsAsync("umount", File));
        }

        void SetWritable(bool isWritable)
        {
            if (!OperatingSystem.IsWindows())
            {
                System.IO.File.SetUnixFileMode(
                    _folder, UnixFileMode.UserRead | UnixFileMode.UserExecute | (isWritable ? UnixFileMode.UserWrite : UnixFileMode.None));
            }
        }
    }

    [Fact]
    public async Task Leftovers_of_a_crash_are_removed_by_the_next_write()
    {
        string[] leftovers = [$"{File}.{Guid.NewGuid():N}.tmp", $"{File}.{Guid.NewGuid():N}.tmp"];
        string[] others =
        [
            $"{File}.tmp", $"{File}.backup.tmp", $"{File}.{Guid.NewGuid():N}", $"{File}-2.{Guid.NewGuid():N}.tmp",
        ];
        foreach (string file in (string[])[.. leftovers, .. others])
        {
            await System.IO.File.WriteAllTextAsync(file, "planted", Cancellation);
        }

        // Another process is about to move its file over the old one.
        string inUse = $"{File}.{Guid.NewGuid():N}.tmp";
        using FileStream writer = new(inUse, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);

        await new FileRefreshTokenStore(File).WriteAsync("new", Cancellation);

        Assert.Equal(
            ((string[])[File, inUse, .. others]).Order(StringComparer.Ordinal),
            Directory.EnumerateFileSystemEntries(_folder).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("planted one planted two")]
    [InlineData("{ \"RefreshToken\": \"planted\" }")]
    [InlineData("planted\0\0\0\0")]
    public async Task A_broken_or_foreign_file_is_refused_and_left_as_it_is(string content)
    {
        await System.IO.File.WriteAllTextAsync(File, content, Cancellation);

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => new FileRefreshTokenStore(File).ReadAsync(Cancellation).AsTask());

        Assert.Contains("refresh-token does not contain exactly one refresh token", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
        Assert.False(refusal.IsTransient);
        Assert.Equal(content, await System.IO.File.ReadAllTextAsync(File, Cancellation));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_read_to_its_end()
    {
        string longest = new('a', 64 * 1024);
        await System.IO.File.WriteAllTextAsync(File, longest, Cancellation);
        Assert.Equal(longest, await new FileRefreshTokenStore(File).ReadAsync(Cancellation));

        await System.IO.File.WriteAllTextAsync(File, longest + "a", Cancellation);
        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => new FileRefreshTokenStore(File).ReadAsync(Cancellation).AsTask());

        Assert.Contains("or delete it to start from the initial one", refusal.NextStep, StringComparison.Ordinal);
        Assert.Equal($"{refusal.Finding} {refusal.NextStep}", refusal.Message);
    }

    [Fact]
    public async Task A_missing_directory_is_reported_at_the_first_read()
    {
        FileRefreshTokenStore store = new(Path.Combine(_folder, "nowhere", "refresh-token"));

        ReferralsAuthenticationException read = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => store.ReadAsync(Cancellation).AsTask());
        ReferralsAuthenticationException written = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => store.WriteAsync("planted", Cancellation).AsTask());

        Assert.Contains("directory exists", read.Message, StringComparison.Ordinal);
        Assert.Equal("The refresh token file refresh-token could not be read (DirectoryNotFoundException).", read.Finding);
        Assert.Equal("The refresh token file refresh-token could not be written (DirectoryNotFoundException).", written.Finding);
        Assert.False(read.IsTransient || written.IsTransient);
        Assert.DoesNotContain("planted", written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_fails_leaves_the_old_file_and_no_other()
    {
        Directory.CreateDirectory(File); // A directory at the path cannot be replaced.

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => new FileRefreshTokenStore(File).WriteAsync("token", Cancellation).AsTask());

        Assert.Equal(refusal.InnerException is IOException, refusal.IsTransient); // A file in use may become free.
        Assert.Equal([File], Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Concurrent_readers_and_writers_always_see_a_whole_token()
    {
        string[] tokens = [.. Enumerable.Range(0, 8).Select(i => new string((char)('a' + i), 2000))];
        FileRefreshTokenStore store = new(File);
        await store.WriteAsync(tokens[0], Cancellation);

        Task writers = Task.WhenAll(tokens.Select(token => Task.Run(
            async () =>
            {
                for (int i = 0; i < 10; i++)
                {
                    await store.WriteAsync(token, Cancellation);
                }
            },
            Cancellation)));
        do
        {
            Assert.Contains(await new FileRefreshTokenStore(File).ReadAsync(Cancellation), tokens);
        }
        while (!writers.IsCompleted);

        await writers;
        Assert.Equal([File], Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Bad_arguments_are_refused_by_name()
    {
        Assert.Equal("path", Assert.ThrowsAny<ArgumentException>(() => new FileRefreshTokenStore(" ")).ParamName);
        Assert.Equal(
            "refreshToken", (await Assert.ThrowsAnyAsync<ArgumentException>(
                () => new FileRefreshTokenStore(File).WriteAsync("a b", Cancellation).AsTask())).ParamName);
        Assert.Equal("read", Assert.ThrowsAny<ArgumentException>(() => new CallbackRefreshTokenStore(null!, (_, _) => default)).ParamName);
        Assert.Equal("write", Assert.ThrowsAny<ArgumentException>(() => new CallbackRefreshTokenStore(_ => default, null!)).ParamName);
        Assert.Equal(
            "store",
            Assert.ThrowsAny<ArgumentException>(
                () => ReferralsCredential.FromRefreshToken("t", "c", null, (IRefreshTokenStore)null!)).ParamName);
        Assert.Equal(
            "initialRefreshToken",
            Assert.ThrowsAny<ArgumentException>(
                () => ReferralsCredential.FromRefreshToken("t", "c", null, new FileRefreshTokenStore(File), "a b")).ParamName);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<bool> RunsAsync(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync(Cancellation);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // There is no such program.
        }
    }
}
