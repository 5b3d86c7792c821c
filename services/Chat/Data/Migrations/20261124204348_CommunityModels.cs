using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerSupport.Chat.Data.Migrations
{
    /// <inheritdoc />
    public partial class CommunityModels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "community_models",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    activation = table.Column<long>(type: "bigint", nullable: false),
                    active_number = table.Column<long>(type: "bigint", nullable: true),
                    active_file = table.Column<byte[]>(type: "bytea", nullable: true),
                    shadow_number = table.Column<long>(type: "bigint", nullable: true),
                    shadow_file = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_community_models", x => x.id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "community_models");
        }
    }
}
