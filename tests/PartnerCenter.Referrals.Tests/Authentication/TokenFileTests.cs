namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a write of the refresh token file replaces it as a whole, or leaves nothing behind.</summary>
public sealed class TokenFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("referrals-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Path => System.IO.Path.Combine(_folder, "refresh-token");

    // Leaves no room for the name of a temporary file, so that the file cannot be replaced.
    private string LongPath => System.IO.Path.Combine(_folder, new string('t', 240));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_program_that_has_the_old_file_open_reads_the_old_token_to_its_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows refuses the move while the file is open.");
        await File.WriteAllTextAsync(Path, "old", Cancellation);
        using FileStream open = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using StreamReader reader = new(open);

        await new FileRefreshTokenStore(Path).WriteAsync("new", Cancellation);

        Assert.Equal("old", await reader.ReadToEndAsync(Cancellation));
        Assert.Equal("new\n", await File.ReadAllTextAsync(Path, Cancellation));
    }

    [Fact]
    public async Task A_written_file_is_not_kept_open()
    {
        await new FileRefreshTokenStore(Path).WriteAsync("token", Cancellation);

        using FileStream alone = new(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal("token\n".Length, alone.Length);
    }

    [Fact]
    public async Task A_write_that_is_cancelled_leaves_no_temporary_file()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new TokenFile(Path).TryReplaceAsync("token"u8.ToArray(), new CancellationToken(canceled: true)));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_write_that_was_cancelled_before_it_began_changes_no_file()
    {
        foreach (string path in (string[])[Path, LongPath])
        {
            await File.WriteAllTextAsync(path, "old", Cancellation);

            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => new FileRefreshTokenStore(path).WriteAsync("new", new CancellationToken(canceled: true)).AsTask());

            Assert.Equal("old", await File.ReadAllTextAsync(path, Cancellation));
        }
    }

    [Fact]
    public async Task A_new_file_that_cannot_be_created_fails_for_the_reason_of_the_first_attempt()
    {
        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => new FileRefreshTokenStore(LongPath).WriteAsync("token", Cancellation).AsTask());

        Assert.NotNull(failure.InnerException);
        Assert.IsNotType<FileNotFoundException>(failure.InnerException); // There is no old file to write into.
        Assert.EndsWith($" could not be written ({failure.InnerException.GetType().Name}).", failure.Finding, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_directory_that_cannot_be_listed_has_no_leftovers()
    {
        TokenFile file = new(System.IO.Path.Combine(_folder, "missing", "refresh-token"));

        Assert.Null(Record.Exception(file.RemoveLeftovers));
    }
}
